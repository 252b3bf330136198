namespace IncidentSync.Service.Quotas;

/// <summary>
/// How many calls of a kind are allowed, and how many are left. The kept part is a share of the usable calls, so it shrinks with them:
/// where the portal leaves little, calls that yield get their share of that, and never the last call.
/// </summary>
/// <remarks>
/// <code>
/// limit: Calls, times Trust while the portal is trusted (it is not for an hour after it refused a call)
/// kept:  Kept, times the same
/// ours:  limit - calls of the window
/// share: (Calls - Kept) / Calls, rounded down
///
/// | the portal says           | this call yields | calls left                                                              |
/// |---------------------------|------------------|-------------------------------------------------------------------------|
/// | nothing                   | no               | ours                                                                    |
/// | nothing                   | yes              | ours - kept                                                             |
/// | n left                    | yes              | share of the lesser of n and ours, and of what yielded, less the latter |
/// | n left, less than ours    | no               | n: others call it too                                                   |
/// | n left, more, distrusted  | no               | ours                                                                    |
/// | n left, more, trusted     | no               | ours, or half of n where that is more: the documented limit is a floor  |
/// </code>
/// The database decides by <c>calls_left</c> (0009_budget.sql), for all replicas together; a test holds it to this table row by row.
/// </remarks>
/// <param name="Calls">The number of calls; 0 turns counting off.</param>
/// <param name="Per">The time in which they are allowed.</param>
/// <param name="Kept">How many of them are reserved for calls that do not yield.</param>
internal sealed record Quota(int Calls, TimeSpan Per, int Kept)
{
    /// <summary>
    /// The factor for a limit that is a guaranteed minimum: the service sends this many times as many calls until the portal refuses one,
    /// and then for an hour no more than the minimum. 1 where the documented limit is the limit.
    /// </summary>
    public int Trust { get; init; } = 1;

    /// <summary>
    /// The portal counts a call later than we do, and not all calls equally late; over a window longer by this factor they fit into the
    /// portal's.
    /// </summary>
    private const double Slack = 1.05;

    /// <summary>The window that is counted here.</summary>
    public TimeSpan Window => Per * Slack;

    /// <summary>How many more calls may be made; 0 or less when none.</summary>
    /// <param name="used">What is used of it.</param>
    /// <param name="yields">Whether the call must leave the kept calls to others.</param>
    /// <param name="leftOver">How many calls the portal itself says are left; null when it gave no number lately.</param>
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
