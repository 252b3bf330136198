namespace IncidentSync.Service.Replays;

internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Information, "Connection {Connection}: replay {Replay} marked {Links} links, {Passed} in all")]
    public static partial void Marked(this ILogger logger, string connection, long replay, int links, int passed);

    [LoggerMessage(
        7002, LogLevel.Information, "Connection {Connection}: replay {Replay} is finished: every link that it marked was planned again")]
    public static partial void Finished(this ILogger logger, string connection, long replay);

    [LoggerMessage(
        7003,
        LogLevel.Information,
        "Connection {Connection}: dry run {Replay} looked at {Links} links and found {Differences} differences")]
    public static partial void DryRunFinished(this ILogger logger, string connection, long replay, int links, int differences);
}
