using System.Collections.Immutable;
using System.CommandLine;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator;

/// <summary>What the command line says of the portals.</summary>
internal static class SimulatorArguments
{
    private const int LastFirstPort = 65532;

    private static readonly Option<int> Port = new("--port")
    {
        Description = "First of four ports: Entra and control, Graph, ARM, Logs Ingestion. 0 takes any.",
        DefaultValueFactory = _ => 7443,
    };

    private static readonly Option<double> Speed =
        new("--speed") { Description = "How many times as fast as real time the portals live.", DefaultValueFactory = _ => 1 };

    private static readonly Option<int?> Seed =
        new("--seed") { Description = "Decides every random thing; drawn and printed when not given." };

    private static readonly Option<bool> NoBudgets = new("--no-budgets") { Description = "Count calls, but refuse none with 429." };

    private static readonly Option<int> Puts = new("--puts")
    {
        Description = "How many PUTs of a kind Sentinel's headers count down from in five minutes; at 0 it refuses.",
        DefaultValueFactory = _ => new SimulatorOptions().AnnouncedPuts,
    };

    private static readonly Option<bool> Native = new("--native")
    {
        Description = "Microsoft's own sync runs between Defender and the workspace.",
    };

    private static readonly Option<string> Certificates = new("--certificates")
    {
        Description = "Directory of ca.pem and server.pfx, made when missing.",
        DefaultValueFactory = _ => new SimulatorOptions().CertificateDirectory,
    };

    public static ImmutableArray<Option> All { get; } = [Port, Speed, Seed, NoBudgets, Puts, Certificates, Native];

    public static SimulatorOptions Read(ParseResult parsed) => new()
    {
        Port = parsed.GetValue(Port),
        Speed = parsed.GetValue(Speed),
        Seed = parsed.GetValue(Seed),
        BudgetsLifted = parsed.GetValue(NoBudgets),
        AnnouncedPuts = parsed.GetValue(Puts),
        CertificateDirectory = Path.GetFullPath(parsed.GetValue(Certificates)!),
        LogLevel = LogLevel.Information,
        Workspaces = [Contoso.Workspace with { Native = parsed.GetValue(Native) }],
    };

    public static IEnumerable<string> Problems(SimulatorOptions options)
    {
        if (options.Port is < 0 or > LastFirstPort)
        {
            yield return $"--port must lie between 0 and {LastFirstPort}.";
        }

        if (!(options.Speed > 0) || double.IsInfinity(options.Speed))
        {
            yield return "--speed must be greater than 0.";
        }

        if (options.AnnouncedPuts <= 0)
        {
            yield return "--puts must be greater than 0.";
        }

        if (File.Exists(options.CertificateDirectory))
        {
            yield return "--certificates must name a directory.";
        }
    }
}
