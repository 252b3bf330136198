using IncidentSync.Connectors;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Quotas;

internal static partial class Log
{
    [LoggerMessage(
        4101,
        LogLevel.Warning,
        "Connection {Connection}: {What} {Portal} failed several times in a row ({Failure}); it is only probed until it works again")]
    public static partial void CircuitOpened(this ILogger logger, string connection, Portal portal, string what, string failure);

    [LoggerMessage(4102, LogLevel.Information, "Connection {Connection}: {What} {Portal} works again")]
    public static partial void CircuitClosed(this ILogger logger, string connection, Portal portal, string what);

    [LoggerMessage(4103, LogLevel.Warning, "Connection {Connection}: {Portal} asks for a pause of {Kind} ({Seconds} s; none: we choose)")]
    public static partial void Throttled(this ILogger logger, string connection, Portal portal, QuotaKind kind, double? seconds);

    [LoggerMessage(4104, LogLevel.Error, "Connection {Connection}: the quota of {Portal} cannot be kept; the database does not answer")]
    public static partial void QuotaBroke(this ILogger logger, Exception exception, string connection, Portal portal);
}
