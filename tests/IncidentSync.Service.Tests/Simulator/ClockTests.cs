using IncidentSync.Simulator;

namespace IncidentSync.Service.Tests.Simulator;

public class ClockTests
{
    private readonly ManualTime real = new();

    [Fact]
    public void Simulated_time_starts_now_and_runs_as_fast_as_told()
    {
        var clock = new SimulatorClock(60, real);
        real.Now += TimeSpan.FromSeconds(2);
        (clock.GetUtcNow() - ManualTime.Start).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Changing_the_speed_makes_no_jump()
    {
        var clock = new SimulatorClock(60, real);
        real.Now += TimeSpan.FromSeconds(1);
        clock.Speed = 1;
        real.Now += TimeSpan.FromSeconds(1);
        (clock.GetUtcNow() - ManualTime.Start).ShouldBe(TimeSpan.FromSeconds(61));
    }

    [Fact]
    public void It_can_jump_ahead()
    {
        var clock = new SimulatorClock(1, real);
        clock.Advance(TimeSpan.FromHours(1));
        (clock.GetUtcNow() - ManualTime.Start).ShouldBe(TimeSpan.FromHours(1));
    }

    private sealed class ManualTime : TimeProvider
    {
        public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public DateTimeOffset Now { get; set; } = Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
