using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;

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

    [LoggerMessage(1005, LogLevel.Information, "Connection {Connection}: {Kind} of {Portal} begins")]
    public static partial void ListingBegun(this ILogger logger, string connection, ListingKind kind, Portal portal);

    [LoggerMessage(
        1006,
        LogLevel.Information,
        "Connection {Connection}: {Kind} of {Portal}: {Read} incidents, {Rate:0.0} a second, about {Left} left")]
    public static partial void ListingGoesOn(
        this ILogger logger, string connection, ListingKind kind, Portal portal, int read, double rate, TimeSpan left);

    [LoggerMessage(1007, LogLevel.Information, "Connection {Connection}: {Kind} of {Portal} is finished: {Read} incidents")]
    public static partial void ListingFinished(this ILogger logger, string connection, ListingKind kind, Portal portal, int read);

    [LoggerMessage(
        1009,
        LogLevel.Warning,
        "Connection {Connection}: {Portal} has more that changed since {Since} than is read at once ({Limits}); it is read in parts")]
    public static partial void WindowCut(this ILogger logger, string connection, Portal portal, ListLimits limits, Stamp since);

    [LoggerMessage(1008, LogLevel.Warning, "Connection {Connection}: {Kind} of {Portal} failed and goes on where it was: {Failure}")]
    public static partial void ListingFailed(this ILogger logger, string connection, ListingKind kind, Portal portal, string failure);
}
