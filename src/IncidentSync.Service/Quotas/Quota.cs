namespace IncidentSync.Service.Quotas;

/// <summary>
/// How many calls of a kind are allowed, and how many more there are. What is kept is a share of what may be used, so it shrinks with it:
/// where the portal leaves little, the calls that yield have their part of that, and the last call of all is never theirs.
/// </summary>
/// <remarks>
/// <code>
/// limit: Calls, times Trust while the portal is believed (it is not for an hour after it refused a call)
/// kept:  Kept, times the same
/// ours:  limit - calls of the window
/// share: (Calls - Kept) / Calls, rounded down
///
/// | the portal says           | this call yields | so many more                                                            |
/// |---------------------------|------------------|-------------------------------------------------------------------------|
/// | nothing                   | no               | ours                                                                    |
/// | nothing                   | yes              | ours - kept                                                             |
/// | n left                    | yes              | share of the lesser of n and ours, and of what yielded, less the latter |
/// | n left, less than ours    | no               | n: others call it too                                                   |
/// | n left, more, disbelieved | no               | ours                                                                    |
/// | n left, more, believed    | no               | ours, or half of n where that is more: what is documented is a floor    |
/// </code>
/// The database decides by <c>calls_left</c> (0009_budget.sql), for all replicas together; a test holds it to this table row by row.
/// </remarks>
/// <param name="Calls">So many calls; 0 counts none.</param>
/// <param name="Per">In any such time.</param>
/// <param name="Kept">So many of them are left to calls that do not yield.</param>
internal sealed record Quota(int Calls, TimeSpan Per, int Kept)
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

    /// <summary>How many more calls may be made; 0 or less when none.</summary>
    /// <param name="used">What is used of it.</param>
    /// <param name="yields">Whether the call leaves to others what is kept for them.</param>
    /// <param name="leftOver">How many calls are left by the portal's own word; null when it did not say of late.</param>
    public int Left(QuotaUse used, bool yields, int? leftOver)
    {
        var trust = used.IsDistrusted ? 1 : Trust;
        var ours = (Calls * trust) - used.Calls;
        return (leftOver, yields && Kept > 0) switch
        {
            (null, false) => ours,
            (null, true) => ours - (Kept * trust),
            ({ } left, true) => ShareOf(Math.Min(left, ours) + used.Yielded) - used.Yielded,
            ({ } left, false) when left < ours => left,
            (_, false) when used.IsDistrusted => ours,
            ({ } left, false) => Math.Max(ours, left / 2),
        };
    }

    private int ShareOf(int calls) => (int)((long)calls * (Calls - Kept) / Calls);
}
