namespace IncidentSync.Simulator.Sentinel;

/// <summary>What became of a write to an incident or to something under it.</summary>
internal abstract record PutResult
{
    public sealed record Created(SentinelIncident Incident) : PutResult;

    public sealed record Updated(SentinelIncident Incident) : PutResult;

    /// <summary>The etag that came with it is not the current one; nothing was saved.</summary>
    public sealed record Stale : PutResult;

    public sealed record Refused(int Status, string Code, string Message) : PutResult;

    public sealed record Missing : PutResult;
}
