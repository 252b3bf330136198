namespace IncidentSync.Service.Quotas;

/// <summary>How many calls a meter allows.</summary>
/// <param name="Calls">So many calls; 0 counts none.</param>
/// <param name="Per">In any such time.</param>
/// <param name="Kept">So many of them are left to calls that do not yield.</param>
internal sealed record Limit(int Calls, TimeSpan Per, int Kept)
{
    /// <summary>
    /// The limit is a minimum that the portal guarantees: so many times as many calls are sent until it refuses one, and then for an hour
    /// no more than it guarantees. 1 where the limit is what is documented and no more.
    /// </summary>
    public int Trust { get; init; } = 1;

    /// <summary>
    /// A call reaches the portal's count later than ours, and not all calls equally late: over a window that much longer they fit into the
    /// portal's.
    /// </summary>
    private const double Slack = 1.05;

    /// <summary>The window that is counted here.</summary>
    public TimeSpan Window => Per * Slack;
}
