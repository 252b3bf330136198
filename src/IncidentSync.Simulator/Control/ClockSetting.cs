using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Control;

/// <summary>Body of PUT /control/clock.</summary>
internal sealed record ClockSetting
{
    public double? Speed { get; init; }

    public TimeSpan? Advance { get; init; }

    public string? Problem() =>
        Speed <= 0 ? "speed must be greater than 0." : Advance < TimeSpan.Zero ? "The clock does not go back." : null;

    public void Apply(SimulatorClock clock)
    {
        if (Speed is { } speed)
        {
            clock.Speed = speed;
        }

        if (Advance is { } by)
        {
            clock.Advance(by);
        }
    }
}
