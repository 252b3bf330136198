namespace IncidentSync.Service.Quotas;

/// <summary>
/// How many more calls a budget has. What is kept is a share of what may be used, so it shrinks with it: where the portal leaves little,
/// the calls that yield have their part of that, and the last call of all is never theirs.
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
internal static class Budget
{
    /// <summary>How many more; 0 or less when none may be made.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="spent">What was spent of it.</param>
    /// <param name="yields">Whether the call leaves to others what is kept for them.</param>
    /// <param name="leftOver">How many calls are left by the portal's own word; null when it did not say of late.</param>
    public static int Left(Limit limit, Spent spent, bool yields, int? leftOver)
    {
        var trust = spent.IsDistrusted ? 1 : limit.Trust;
        var ours = (limit.Calls * trust) - spent.Calls;
        return (leftOver, yields && limit.Kept > 0) switch
        {
            (null, false) => ours,
            (null, true) => ours - (limit.Kept * trust),
            ({ } left, true) => ShareOf(limit, Math.Min(left, ours) + spent.Yielded) - spent.Yielded,
            ({ } left, false) when left < ours => left,
            (_, false) when spent.IsDistrusted => ours,
            ({ } left, false) => Math.Max(ours, left / 2),
        };
    }

    private static int ShareOf(Limit limit, int calls) => (int)((long)calls * (limit.Calls - limit.Kept) / limit.Calls);
}
