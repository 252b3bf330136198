namespace IncidentSync.Simulator.Tests.Day;

/// <summary>Real time that stands still, so that a simulator's clock moves only when it is stepped.</summary>
internal sealed class StillTime : TimeProvider
{
    private static readonly DateTimeOffset Now = new(2026, 9, 14, 6, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
