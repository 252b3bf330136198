using System.CommandLine;
using IncidentSync.Simulator.Hosting;

namespace IncidentSync.Simulator;

/// <summary><c>incidentsync-simulator</c>: both portals until Ctrl+C.</summary>
internal static class SimulatorCommand
{
    public static RootCommand Create()
    {
        var command = new RootCommand("Defender XDR, Microsoft Sentinel and Entra as a local HTTPS server.");
        foreach (var option in SimulatorArguments.All)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            var options = SimulatorArguments.Read(parsed);
            return SimulatorRun.RunAsync(SimulatorArguments.Problems(options), async stop =>
            {
                var host = await SimulatorHost.StartAsync(options, stop);
                return (host, SimulatorRun.Lines(host));
            }, cancel);
        });
        return command;
    }
}
