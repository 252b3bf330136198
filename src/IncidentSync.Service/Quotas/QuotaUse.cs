namespace IncidentSync.Service.Quotas;

/// <summary>What is used of a quota.</summary>
/// <param name="Calls">Calls of the running window.</param>
/// <param name="Yielded">Those of them that left a part to others.</param>
/// <param name="BlockedUntil">The portal asked everybody to stay away until then; null when it did not.</param>
/// <param name="IsDistrusted">It refused a call within the last hour: no more than it guarantees is used.</param>
internal sealed record QuotaUse(int Calls, int Yielded, DateTimeOffset? BlockedUntil, bool IsDistrusted)
{
    /// <summary>Nobody has called yet.</summary>
    public static readonly QuotaUse Nothing = new(0, 0, null, false);

    /// <summary>How many calls may be made now.</summary>
    /// <param name="quota">The limit.</param>
    /// <param name="leftOver">How many calls are left by the portal's own word; null when it did not say of late.</param>
    public int LeftOf(Quota quota, int? leftOver) =>
        BlockedUntil is not null ? 0 : Math.Max(0, quota.Left(this, yields: false, leftOver));
}
