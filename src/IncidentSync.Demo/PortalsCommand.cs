using System.CommandLine;
using IncidentSync.Demo.Control;
using IncidentSync.Demo.Day;
using IncidentSync.Simulator;

namespace IncidentSync.Demo;

/// <summary><c>incidentsync-demo</c>: both portals until Ctrl+C, with the judge of convergence and, where asked for, a day in a
/// SOC.</summary>
internal static class PortalsCommand
{
    private static readonly Option<bool> Day = new("--day")
    {
        Description = "Let a day in a SOC run from the start: incidents come, merge, and people work on them.",
    };

    private static readonly Option<double> IncidentsPerDay = new("--incidents-per-day")
    {
        Description = "How many incidents a simulated day brings.",
        DefaultValueFactory = _ => DayOptions.DefaultIncidentsPerDay,
    };

    private static readonly Option<bool> MergeStorm = new("--merge-storm") { Description = "63 % of the incidents are merged, not 11 %." };

    public static RootCommand Create()
    {
        var command = new RootCommand("Defender XDR, Microsoft Sentinel and Entra as a local HTTPS server, and people at work in them.");
        foreach (var option in SimulatorArguments.All.Concat([Day, IncidentsPerDay, MergeStorm]))
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            var (options, chosen) = (SimulatorArguments.Read(parsed), parsed.GetValue(Day) ? DayOf(parsed) : null);
            return SimulatorRun.RunAsync([.. SimulatorArguments.Problems(options), .. Problems(chosen)], async stop =>
            {
                var portals = await DemoPortals.StartAsync(options, stop);
                return (portals, [.. SimulatorRun.Lines(portals.Host), .. Begin(portals, chosen)]);
            }, cancel);
        });
        command.Add(DemoCommand.Create());
        return command;
    }

    private static IEnumerable<string> Begin(DemoPortals portals, DayOptions? chosen)
    {
        if (chosen is null)
        {
            return [];
        }

        portals.Day.Start(chosen);
        return [$"Day                  {chosen.IncidentsPerDay} incidents, {chosen.MergedShare:P0} of them merged"];
    }

    private static DayOptions DayOf(ParseResult parsed) => new()
    {
        IncidentsPerDay = parsed.GetValue(IncidentsPerDay),
        MergeStorm = parsed.GetValue(MergeStorm),
    };

    private static IEnumerable<string> Problems(DayOptions? chosen) => chosen?.Problem() is null
        ? []
        : ["--incidents-per-day must be greater than 0 and not above 1000000."];
}
