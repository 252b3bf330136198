namespace IncidentSync.Simulator.Records;

/// <summary>One field of one incident changing once. <paramref name="Scope"/> is the tenant id or the workspace name; fields carry the
/// portal's own names, with <c>created</c>, <c>deleted</c>, <c>comment</c> and <c>alert:{id}.{field}</c> beside them.</summary>
internal sealed record Edit(
    long Number,
    DateTimeOffset At,
    Actor Actor,
    Portal Portal,
    string Scope,
    string IncidentId,
    string Field,
    string? Old,
    string? New)
{
    /// <summary>The number of the first edit of the same change: all fields that changed at once share it.</summary>
    public long Change { get; init; } = Number;

    /// <summary>When it happened outside the simulation.</summary>
    public DateTimeOffset RealAt { get; init; } = At;
}
