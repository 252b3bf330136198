namespace IncidentSync.Service.Siem.Detections;

internal static partial class Log
{
    [LoggerMessage(8202, LogLevel.Warning, "The answer to the SIEM client {Client} was cut ({Why}); the client must ask again")]
    public static partial void AnswerCut(this ILogger log, string client, string why);
}
