namespace IncidentSync.Service.Siem.Access;

internal static partial class Log
{
    [LoggerMessage(8201, LogLevel.Information, "A token of a SIEM client was refused: {Why}")]
    public static partial void TokenRefused(this ILogger log, string why);
}
