namespace IncidentSync.Service.Quotas;

/// <summary>When a call that was not taken may ask again.</summary>
/// <param name="After">So long from now.</param>
/// <param name="IsBlocked">The portal asked for it; else it is our own quota.</param>
internal sealed record QuotaWait(TimeSpan After, bool IsBlocked);
