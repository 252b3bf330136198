namespace IncidentSync.Simulator.Sentinel;

/// <summary>A comment under the name its writer chose.</summary>
internal sealed record SentinelComment(string Name, string Etag, string Message, SentinelAuthor Author)
{
    public DateTimeOffset CreatedTimeUtc { get; init; }

    public DateTimeOffset LastModifiedTimeUtc { get; init; }
}
