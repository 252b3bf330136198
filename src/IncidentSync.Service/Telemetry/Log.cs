using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

internal static partial class Log
{
    [LoggerMessage(8001, LogLevel.Error, "Connection {Connection}, link {Link}: the invariant {Invariant} was violated")]
    public static partial void Violated(this ILogger logger, string connection, LinkId link, Invariant invariant);

    [LoggerMessage(8002, LogLevel.Error, "Connection {Connection}, feed of {Portal}: the invariant {Invariant} was violated")]
    public static partial void FeedViolated(this ILogger logger, string connection, Portal portal, Invariant invariant);

    [LoggerMessage(8003, LogLevel.Error, "Connection {Connection}, its alerts: the invariant {Invariant} was violated")]
    public static partial void AlertsViolated(this ILogger logger, string connection, Invariant invariant);

    [LoggerMessage(6015, LogLevel.Information, "Metrics go to {Endpoint} over OTLP")]
    public static partial void Exporting(this ILogger logger, string endpoint);

    [LoggerMessage(6042, LogLevel.Information, "Metrics are scraped at {Address}/metrics")]
    public static partial void Scraped(this ILogger logger, string address);

    [LoggerMessage(6017, LogLevel.Warning, "Metrics could not be sent ({Event}); this is logged at most once in ten minutes")]
    public static partial void ExportFailed(this ILogger logger, string? @event);
}
