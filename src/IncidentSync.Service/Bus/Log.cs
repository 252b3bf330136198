using IncidentSync.Core.Values;

namespace IncidentSync.Service.Bus;

internal static partial class Log
{
    [LoggerMessage(6003, LogLevel.Error, "Link {Link}: the stage {Stage} broke; the link is tried again")]
    public static partial void StageBroke(this ILogger logger, Exception exception, LinkId link, string stage);

    [LoggerMessage(6019, LogLevel.Warning, "The bus is down ({Reason}): every replica works on what it finds itself until it is back")]
    public static partial void BusDown(this ILogger logger, string reason);

    [LoggerMessage(6020, LogLevel.Information, "The bus is back")]
    public static partial void BusBack(this ILogger logger);
}
