using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Control;

/// <summary>What GET /control/clock shows.</summary>
internal sealed record ClockReading(DateTimeOffset Now, double Speed)
{
    public static ClockReading Of(SimulatorClock clock) => new(clock.GetUtcNow(), clock.Speed);
}
