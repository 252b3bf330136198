namespace IncidentSync.Connectors;

/// <summary>One request, as far as a gate needs to know it.</summary>
/// <param name="Quota">The quota that counts it.</param>
/// <param name="IsWrite">It may change something.</param>
public sealed record PortalCall(QuotaKind Quota, bool IsWrite)
{
    /// <summary>Calls of the same quota that do not yield go first: a read yields to the write that it prepares, a backfill to current
    /// edits.</summary>
    public bool Yields { get; init; }

    /// <summary>It belongs to a feed, whose loop can wait for its turn.</summary>
    public bool IsFeed { get; init; }

    /// <summary>
    /// The id of the incident it concerns, or of another resource that may be forbidden alone; null for the list of incidents.
    /// </summary>
    public string? Resource { get; init; }

    /// <summary>Its number, unique in this process.</summary>
    public long Number { get; init; }
}
