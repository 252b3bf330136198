using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Simulator.Pipeline;

/// <summary>What is logged of calls: names of operations and apps, and counts.</summary>
internal static partial class CallLines
{
    [LoggerMessage(6002, LogLevel.Information, "{portal} {operation} {status} {loss} for {app} in {milliseconds:0.0} ms")]
    public static partial void Call(ILogger log, Portal portal, string operation, int status, Loss loss, string app, double milliseconds);

    [LoggerMessage(6003, LogLevel.Information, "{portal} {operation} carried out late with {status}")]
    public static partial void AppliedLate(ILogger log, Portal portal, string operation, int status);
}
