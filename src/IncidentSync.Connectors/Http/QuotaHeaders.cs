using System.Globalization;

namespace IncidentSync.Connectors.Http;

/// <summary>
/// Reads the headers in which the portals report their limits: x-ms-ratelimit-remaining-subscription-* (learn.microsoft.com,
/// "Understand how Azure Resource Manager throttles requests"; "resource-requests" is the provider's own count),
/// x-ms-throttle-limit-percentage (microsoft-graph-docs concepts/throttling.md) and Retry-After.
/// </summary>
internal static class QuotaHeaders
{
    private static readonly string[] Remaining =
    [
        "x-ms-ratelimit-remaining-subscription-resource-requests",
        "x-ms-ratelimit-remaining-subscription-reads",
        "x-ms-ratelimit-remaining-subscription-writes",
    ];

    /// <param name="status">The HTTP status.</param>
    /// <param name="serverNow">The Date header.</param>
    /// <param name="header">The value of a header, or null.</param>
    public static QuotaSigns Read(int status, DateTimeOffset? serverNow, Func<string, string?> header) => new(
        status == 429,
        RetryAfter.Parse(header("Retry-After"), serverNow),
        Remaining.Min(name =>
            int.TryParse(header(name), NumberStyles.None, CultureInfo.InvariantCulture, out var left) ? left : (int?)null),
        double.TryParse(
            header("x-ms-throttle-limit-percentage"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var used)
            && used is >= 0 and < 100 // not NaN, which parses
            ? used
            : null);
}
