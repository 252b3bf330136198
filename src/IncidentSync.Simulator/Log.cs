using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator;

/// <summary>One line for each thing that happens; ids, names of operations and counts only.</summary>
internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Information, "Entra and control on {authority}, Graph on {graph}, ARM on {arm}, seed {seed}")]
    public static partial void Started(ILogger log, Uri authority, Uri graph, Uri arm, int seed);

    [LoggerMessage(6002, LogLevel.Information, "{portal} {operation} {status} {loss} for {app} in {milliseconds:0.0} ms")]
    public static partial void Call(ILogger log, Portal portal, string operation, int status, Loss loss, string app, double milliseconds);

    [LoggerMessage(6003, LogLevel.Information, "{portal} {operation} carried out late with {status}")]
    public static partial void AppliedLate(ILogger log, Portal portal, string operation, int status);
}
