namespace IncidentSync.Service.Quotas;

/// <summary>When a call that was not taken may ask again.</summary>
/// <param name="After">How long from now.</param>
/// <param name="IsBlocked">The portal asked for the wait; otherwise our own count did.</param>
internal sealed record QuotaWait(TimeSpan After, bool IsBlocked);
