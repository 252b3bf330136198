namespace IncidentSync.Service.Quotas;

/// <summary>What is spent of a budget.</summary>
/// <param name="Calls">Calls of the running window.</param>
/// <param name="BlockedUntil">The portal asked everybody to stay away until then; null when it did not.</param>
/// <param name="IsDistrusted">It refused a call within the last hour: no more than it guarantees is used.</param>
internal sealed record Spent(int Calls, DateTimeOffset? BlockedUntil, bool IsDistrusted)
{
    /// <summary>Nobody has called yet.</summary>
    public static readonly Spent Nothing = new(0, null, false);

    /// <summary>How many calls of a limit are left.</summary>
    public int LeftOf(Limit limit) => BlockedUntil is not null ? 0 : Math.Max(0, (limit.Calls * (IsDistrusted ? 1 : limit.Trust)) - Calls);
}
