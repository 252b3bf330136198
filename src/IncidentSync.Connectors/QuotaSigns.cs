namespace IncidentSync.Connectors;

/// <summary>What an answer says of the portal's limits.</summary>
/// <param name="IsThrottled">HTTP 429: the call was one too many.</param>
/// <param name="RetryAfter">How long the portal asks all callers to wait; null when it did not.</param>
/// <param name="Remaining">How many calls of this kind are left; null when it did not say.</param>
/// <param name="UsedShare">The used share of the limit, above 1 when more was used (Graph reports it from 0.8 on); null when it did not
/// say.</param>
public sealed record QuotaSigns(bool IsThrottled, TimeSpan? RetryAfter, int? Remaining, double? UsedShare)
{
    /// <summary>It said nothing.</summary>
    public static readonly QuotaSigns None = new(false, null, null, null);
}
