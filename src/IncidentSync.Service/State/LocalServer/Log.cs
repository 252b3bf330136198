namespace IncidentSync.Service.State.LocalServer;

/// <summary>The private server's log messages; ids 4900 to 4999 of the state's 4xxx.</summary>
internal static partial class Log
{
    [LoggerMessage(4900, LogLevel.Information, "Started the private PostgreSQL {Major} server on {Directory}, process {Process}")]
    public static partial void Started(ILogger logger, int major, string directory, int process);

    [LoggerMessage(4901, LogLevel.Information,
        "Adopted the private PostgreSQL server that a service left running on {Directory}, process {Process}")]
    public static partial void Adopted(ILogger logger, string directory, int process);

    [LoggerMessage(4902, LogLevel.Warning,
        "Joined the private PostgreSQL server of another running service on {Directory}, process {Process}")]
    public static partial void Joined(ILogger logger, string directory, int process);

    [LoggerMessage(4903, LogLevel.Warning, "Removed {File}: it named process {Process}, which is not the server of this directory")]
    public static partial void StaleFileRemoved(ILogger logger, string file, int? process);

    [LoggerMessage(4904, LogLevel.Information, "Made a new PostgreSQL {Major} data directory in {Directory}")]
    public static partial void ClusterMade(ILogger logger, int major, string directory);

    [LoggerMessage(4905, LogLevel.Information, "Stopped the private PostgreSQL server on {Directory}")]
    public static partial void Stopped(ILogger logger, string directory);

    [LoggerMessage(4906, LogLevel.Warning,
        "The private PostgreSQL server on {Directory} did not stop in time and was stopped at once; it recovers at its next start")]
    public static partial void StoppedAtOnce(ILogger logger, string directory);

    [LoggerMessage(
        4907, LogLevel.Error, "The private PostgreSQL server stopped and did not start again; the service keeps trying. {Reason}")]
    public static partial void NotMended(ILogger logger, string reason);
}
