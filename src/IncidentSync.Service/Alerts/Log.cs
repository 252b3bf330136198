using IncidentSync.Core.Values;

namespace IncidentSync.Service.Alerts;

/// <summary>What the log says of the alert feed: 8011 to 8099.</summary>
internal static partial class Log
{
    [LoggerMessage(8011, LogLevel.Warning, "Source {Source}: an alert cannot be understood ({Problem}); the others are read")]
    public static partial void AlertUnreadable(this ILogger log, string source, string problem);

    [LoggerMessage(8012, LogLevel.Warning,
        "Source {Source}: Defender gives up on {Rows} alerts with stamps from {Since} to {Until}; they are passed, and tried again hourly")]
    public static partial void AlertsPassed(this ILogger log, string source, int rows, Stamp since, Stamp until);

    [LoggerMessage(8016, LogLevel.Error,
        "Consumer {Consumer}: {Events} events were purged before it had them (sequence {From} to {To}): they are lost to it. "
        + "Raise Alerts:Retention, or repair what the consumer waits for")]
    public static partial void EventsLost(this ILogger log, string consumer, long events, long from, long to);
}
