using IncidentSync.Demo.Day;

namespace IncidentSync.Simulator.Tests.Day;

public class SocDayTests
{
    [Fact]
    public void The_same_seed_makes_the_same_edits()
    {
        using var one = SteppedDay.After(TimeSpan.FromHours(12), 7, new DayOptions(), native: true);
        using var another = SteppedDay.After(TimeSpan.FromHours(12), 7, new DayOptions(), native: true);
        another.World.Edits.After().ShouldBe(one.World.Edits.After());
        one.World.Edits.Last.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Another_seed_makes_another_day()
    {
        using var one = SteppedDay.After(TimeSpan.FromHours(2), 7, new DayOptions { Seed = 1 });
        using var another = SteppedDay.After(TimeSpan.FromHours(2), 7, new DayOptions { Seed = 2 });
        another.World.Edits.After().ShouldNotBe(one.World.Edits.After());
    }

    [Fact]
    public void Nothing_happens_after_the_end_of_a_day()
    {
        using var day = SteppedDay.After(TimeSpan.FromHours(2), 7, new DayOptions());
        day.Switch.Stop();
        var edits = day.World.Edits.Last;
        day.World.Agenda.RunFor(TimeSpan.FromDays(1));
        day.World.Edits.Last.ShouldBe(edits);
    }

    [Fact]
    public void A_second_day_does_not_start_while_one_runs()
    {
        using var day = SteppedDay.After(TimeSpan.FromHours(1), 7, new DayOptions());
        day.Switch.Start(new DayOptions()).ShouldBeFalse();
        day.Switch.Stop();
        day.Switch.Start(new DayOptions()).ShouldBeTrue();
    }

    [Fact]
    public void A_step_goes_to_the_moment_of_the_next_thing()
    {
        using var world = SteppedWorld.Make(7);
        new DaySwitch(world).Start(new DayOptions());
        var next = world.Agenda.Next;
        world.Agenda.Step().ShouldBeTrue();
        world.Clock.GetUtcNow().ShouldBe(next!.Value);
    }
}
