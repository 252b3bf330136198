namespace IncidentSync.Simulator.Time;

/// <summary>What is logged of the agenda.</summary>
internal static partial class AgendaLines
{
    [LoggerMessage(6010, LogLevel.Error, "Something planned failed; what comes after it goes on")]
    public static partial void Failed(ILogger log, Exception exception);
}
