namespace IncidentSync.Service.Quotas;

/// <summary>What is spent of a budget.</summary>
/// <param name="Calls">Calls of the running window.</param>
/// <param name="BlockedUntil">The portal asked everybody to stay away until then; null when it did not.</param>
internal sealed record Spent(int Calls, DateTimeOffset? BlockedUntil)
{
    /// <summary>Nobody has called yet.</summary>
    public static readonly Spent Nothing = new(0, null);
}
