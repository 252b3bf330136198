namespace IncidentSync.Service.Admin.Access;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "{Action} of connection {Connection} by {Caller}: allowed")]
    public static partial void Allowed(this ILogger logger, string action, string connection, string caller);

    [LoggerMessage(5002, LogLevel.Warning, "{Action} by {Caller}: denied")]
    public static partial void Denied(this ILogger logger, string action, string caller);

    [LoggerMessage(5003, LogLevel.Information, "A token was refused: {Why}")]
    public static partial void TokenRefused(this ILogger logger, string why);

    [LoggerMessage(5010, LogLevel.Warning,
        "The token of {Caller} has no groups, for there are more than 200: grants to groups do not hold for it. "
        + "Emit the groups assigned to the application")]
    public static partial void GroupsCut(this ILogger logger, string caller);

    [LoggerMessage(5011, LogLevel.Warning, "{Caller} has made more calls than a minute allows ({Limit}) and is refused")]
    public static partial void Limited(this ILogger logger, string caller, string limit);
}
