using IncidentSync.Core.Incidents;

namespace IncidentSync.Service.Readers;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "Connection {Connection}: reading {Portal} failed: {Failure}")]
    public static partial void FeedFailed(this ILogger logger, string connection, Portal portal, string failure);

    [LoggerMessage(1004, LogLevel.Information, "Connection {Connection}: reading {Portal} works again")]
    public static partial void FeedRecovered(this ILogger logger, string connection, Portal portal);

    [LoggerMessage(1002, LogLevel.Information, "Connection {Connection}: rows of {Portal} moved while a window was read; it is read again")]
    public static partial void WindowMoved(this ILogger logger, string connection, Portal portal);

    [LoggerMessage(1003, LogLevel.Error, "Connection {Connection}: {Portal} incident {Incident} cannot be read: {Problem}")]
    public static partial void IncidentUnreadable(this ILogger logger, string connection, Portal portal, string incident, string problem);
}
