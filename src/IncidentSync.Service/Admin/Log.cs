namespace IncidentSync.Service.Admin;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "{Action} of connection {Connection} by {Caller}: allowed")]
    public static partial void Allowed(this ILogger logger, string action, string connection, string caller);

    [LoggerMessage(5002, LogLevel.Warning, "{Action} by {Caller}: denied")]
    public static partial void Denied(this ILogger logger, string action, string caller);

    [LoggerMessage(5003, LogLevel.Information, "A token was refused: {Why}")]
    public static partial void TokenRefused(this ILogger logger, string why);

    [LoggerMessage(5004, LogLevel.Error, "Request {TraceId} failed")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string traceId);
}
