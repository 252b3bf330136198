namespace IncidentSync.Simulator.Hosting;

/// <summary>What is logged of the host.</summary>
internal static partial class HostLines
{
    [LoggerMessage(6001, LogLevel.Information,
        "Entra and control on {authority}, Graph on {graph}, ARM on {arm}, Logs Ingestion on {ingestion}, seed {seed}")]
    public static partial void Started(ILogger log, Uri authority, Uri graph, Uri arm, Uri ingestion, int seed);
}
