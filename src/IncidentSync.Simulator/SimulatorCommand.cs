using System.CommandLine;
using IncidentSync.Simulator.Day;
using IncidentSync.Simulator.Demo;

namespace IncidentSync.Simulator;

/// <summary>The command line.</summary>
internal static class SimulatorCommand
{
    private const int LastFirstPort = 65533;

    private static readonly Option<int> port = new("--port")
    {
        Description = "First of three ports: Entra and control, Graph, ARM. 0 takes any.",
        DefaultValueFactory = _ => 7443,
    };

    private static readonly Option<double> speed =
        new("--speed") { Description = "How many times as fast as real time the portals live.", DefaultValueFactory = _ => 1 };

    private static readonly Option<int?> seed =
        new("--seed") { Description = "Decides every random thing; drawn and printed when not given." };

    private static readonly Option<bool> noBudgets = new("--no-budgets") { Description = "Count calls, but refuse none with 429." };

    private static readonly Option<int> puts = new("--puts")
    {
        Description = "How many PUTs of a kind Sentinel's headers count down from in five minutes; at 0 it refuses.",
        DefaultValueFactory = _ => new SimulatorOptions().AnnouncedPuts,
    };

    private static readonly Option<bool> day = new("--day")
    {
        Description = "Let a day in a SOC run from the start: incidents come, merge, and people work on them.",
    };

    private static readonly Option<double> incidentsPerDay = new("--incidents-per-day")
    {
        Description = "How many incidents a simulated day brings.",
        DefaultValueFactory = _ => DayOptions.DefaultIncidentsPerDay,
    };

    private static readonly Option<bool> mergeStorm = new("--merge-storm") { Description = "63 % of the incidents are merged, not 11 %." };

    private static readonly Option<bool> native = new("--native")
    {
        Description = "Microsoft's own sync runs between Defender and the workspace.",
    };

    private static readonly Option<string> certificates = new("--certificates")
    {
        Description = "Directory of ca.pem and server.pfx, made when missing.",
        DefaultValueFactory = _ => new SimulatorOptions().CertificateDirectory,
    };

    public static RootCommand Create()
    {
        var command = new RootCommand("Defender XDR, Microsoft Sentinel and Entra as a local HTTPS server.")
        {
            port, speed, seed, noBudgets, puts, certificates, day, incidentsPerDay, mergeStorm, native,
        };
        command.SetAction(RunAsync);
        command.Add(DemoCommand.Create());
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var options = new SimulatorOptions
        {
            Port = parsed.GetValue(port),
            Speed = parsed.GetValue(speed),
            Seed = parsed.GetValue(seed),
            BudgetsLifted = parsed.GetValue(noBudgets),
            AnnouncedPuts = parsed.GetValue(puts),
            CertificateDirectory = Path.GetFullPath(parsed.GetValue(certificates)!),
            LogLevel = LogLevel.Information,
            Day = parsed.GetValue(day) ? DayOf(parsed) : null,
            Workspaces = [Contoso.Workspace with { Native = parsed.GetValue(native) }],
        };
        var problems = Problems(options).ToList();
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync(problem);
        }

        if (problems.Count > 0)
        {
            return 2;
        }

        try
        {
            await using var host = await SimulatorHost.StartAsync(options, cancel);
            Console.WriteLine($"Portals              {host.Authority}portal");
            Console.WriteLine($"Control              {host.Authority}control");
            Console.WriteLine($"Graph                {host.GraphEndpoint}");
            Console.WriteLine($"ARM                  {host.ArmEndpoint}");
            Console.WriteLine($"Trust                SSL_CERT_FILE={host.CertificateAuthorityPath}");
            Console.WriteLine($"Seed                 {host.World.Seed}");
            if (options.Day is { } chosen)
            {
                Console.WriteLine($"Day                  {chosen.IncidentsPerDay} incidents, {chosen.MergedShare:P0} of them merged");
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The simulator could not start: {exception.Message}");
            return 1;
        }

        return 0;
    }

    private static DayOptions DayOf(ParseResult parsed) => new()
    {
        IncidentsPerDay = parsed.GetValue(incidentsPerDay),
        MergeStorm = parsed.GetValue(mergeStorm),
    };

    private static IEnumerable<string> Problems(SimulatorOptions options)
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

        if (options.Day?.Problem() is not null)
        {
            yield return "--incidents-per-day must be greater than 0 and not above 1000000.";
        }

        if (File.Exists(options.CertificateDirectory))
        {
            yield return "--certificates must name a directory.";
        }
    }
}
