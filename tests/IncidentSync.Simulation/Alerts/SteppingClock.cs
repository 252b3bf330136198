namespace IncidentSync.Simulation.Alerts;

/// <summary>A clock that steps back or forth, as that of a database does after a failover.</summary>
internal sealed class SteppingClock(TimeProvider time) : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Offset;
}
