namespace IncidentSync.Service.State;

internal static partial class Log
{
    [LoggerMessage(6021, LogLevel.Error, "The database is away ({Reason}); nothing is written to any portal until it is back")]
    public static partial void StoreAway(this ILogger logger, string reason);

    [LoggerMessage(6022, LogLevel.Information, "The database is back")]
    public static partial void StoreBack(this ILogger logger);
}
