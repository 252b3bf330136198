namespace IncidentSync.Simulator.Time;

/// <summary>What is logged of the agenda.</summary>
internal static partial class AgendaLines
{
    [LoggerMessage(6010, LogLevel.Error, "An entry of the agenda failed; the next ones go on")]
    public static partial void Failed(ILogger log, Exception exception);
}
