namespace IncidentSync.Simulator.Tests.Convergence;

/// <summary>A clock that a test winds.</summary>
internal sealed class StoodStillClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Wind(TimeSpan by) => _now += by;
}
