using IncidentSync.Simulator.Day;

namespace IncidentSync.Service.Tests.Simulator.Day;

public class SocDayTests
{
    [Fact]
    public void The_same_seed_makes_the_same_edits()
    {
        using var one = SteppedWorld.After(TimeSpan.FromHours(12), 7, new DayOptions(), native: true);
        using var another = SteppedWorld.After(TimeSpan.FromHours(12), 7, new DayOptions(), native: true);
        another.Edits.After().ShouldBe(one.Edits.After());
        one.Edits.Last.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Another_seed_makes_another_day()
    {
        using var one = SteppedWorld.After(TimeSpan.FromHours(2), 7, new DayOptions { Seed = 1 });
        using var another = SteppedWorld.After(TimeSpan.FromHours(2), 7, new DayOptions { Seed = 2 });
        another.Edits.After().ShouldNotBe(one.Edits.After());
    }

    [Fact]
    public void Nothing_happens_after_the_end_of_a_day()
    {
        using var world = SteppedWorld.After(TimeSpan.FromHours(2), 7, new DayOptions());
        world.Day.Stop();
        var edits = world.Edits.Last;
        world.Agenda.RunFor(TimeSpan.FromDays(1));
        world.Edits.Last.ShouldBe(edits);
    }

    [Fact]
    public void A_second_day_does_not_start_while_one_runs()
    {
        using var world = SteppedWorld.After(TimeSpan.FromHours(1), 7, new DayOptions());
        world.Day.Start(new DayOptions()).ShouldBeFalse();
        world.Day.Stop();
        world.Day.Start(new DayOptions()).ShouldBeTrue();
    }

    [Fact]
    public void A_step_goes_to_the_moment_of_the_next_thing()
    {
        using var world = SteppedWorld.Make(7);
        world.Day.Start(new DayOptions());
        var next = world.Agenda.Next;
        world.Agenda.Step().ShouldBeTrue();
        world.Clock.GetUtcNow().ShouldBe(next!.Value);
    }
}
