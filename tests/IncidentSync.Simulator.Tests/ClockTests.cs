using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Tests;

public class ClockTests
{
    private readonly ManualTime _real = new();
    private readonly DateTimeOffset _start;

    public ClockTests() => _start = _real.GetUtcNow();

    [Fact]
    public void Simulated_time_starts_now_and_runs_as_fast_as_told()
    {
        var clock = new SimulatorClock(60, _real);
        _real.Advance(TimeSpan.FromSeconds(2));
        (clock.GetUtcNow() - _start).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Changing_the_speed_makes_no_jump()
    {
        var clock = new SimulatorClock(60, _real);
        _real.Advance(TimeSpan.FromSeconds(1));
        clock.Speed = 1;
        _real.Advance(TimeSpan.FromSeconds(1));
        (clock.GetUtcNow() - _start).ShouldBe(TimeSpan.FromSeconds(61));
    }

    [Fact]
    public void It_can_jump_ahead()
    {
        var clock = new SimulatorClock(1, _real);
        clock.Advance(TimeSpan.FromHours(1));
        (clock.GetUtcNow() - _start).ShouldBe(TimeSpan.FromHours(1));
    }
}
