namespace IncidentSync.Service.Admin.Answers;

internal static partial class Log
{
    [LoggerMessage(5004, LogLevel.Error, "Request {TraceId} failed")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string traceId);
}
