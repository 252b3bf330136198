namespace IncidentSync.Connectors;

/// <summary>One request, as far as a gate needs to know it.</summary>
/// <param name="Quota">What it is counted under.</param>
/// <param name="IsWrite">It may change something.</param>
public sealed record PortalCall(QuotaKind Quota, bool IsWrite)
{
    /// <summary>Calls of the same meter that do not yield go first: a read gives way to the write it prepares, a backfill to today's
    /// edits.</summary>
    public bool Yields { get; init; }

    /// <summary>It belongs to a feed, whose loop has nothing else to do than to wait for its turn.</summary>
    public bool IsFeed { get; init; }

    /// <summary>
    /// The id of the incident it concerns, or the name of another thing that may be forbidden alone; null for the list of incidents.
    /// </summary>
    public string? Resource { get; init; }

    /// <summary>Tells it from all other requests of this process.</summary>
    public long Number { get; init; }
}
