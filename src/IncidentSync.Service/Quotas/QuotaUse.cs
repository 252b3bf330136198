namespace IncidentSync.Service.Quotas;

/// <summary>The use of a quota.</summary>
/// <param name="Calls">Calls of the running window.</param>
/// <param name="Yielded">Those of them that yielded.</param>
/// <param name="BlockedUntil">The portal throttles all calls until then; null when it does not.</param>
/// <param name="IsDistrusted">The portal refused a call within the last hour, so only its guaranteed calls are used.</param>
internal sealed record QuotaUse(int Calls, int Yielded, DateTimeOffset? BlockedUntil, bool IsDistrusted)
{
    /// <summary>No call was made yet.</summary>
    public static readonly QuotaUse Nothing = new(0, 0, null, false);

    /// <summary>How many calls may be made now.</summary>
    /// <param name="quota">The limit.</param>
    /// <param name="leftOver">How many calls the portal itself says are left; null when it gave no number lately.</param>
    public int LeftOf(Quota quota, int? leftOver) =>
        BlockedUntil is not null ? 0 : Math.Max(0, quota.Left(this, yields: false, leftOver));
}
