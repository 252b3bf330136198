using System.Globalization;

namespace IncidentSync.Connectors.Http;

/// <summary>
/// Reads Retry-After: whole seconds, an HTTP date, or fractional seconds as Graph sends them ("2.128", microsoft-graph-docs
/// concepts/throttling.md), which .NET's own parser rejects.
/// </summary>
internal static class RetryAfter
{
    private const double MostSeconds = 24 * 60 * 60;

    public static TimeSpan? Parse(string? header, DateTimeOffset? serverNow)
    {
        if (double.TryParse(header, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and < MostSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        // The date is the server's, so it counts from the server's own clock.
        return DateTimeOffset.TryParseExact(header, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            && serverNow is { } now && date > now
            ? date - now
            : null;
    }
}
