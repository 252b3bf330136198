using System.CommandLine;
using IncidentSync.Demo.Processes;
using IncidentSync.Demo.Runs;
using IncidentSync.Demo.Staging;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo;

/// <summary><c>incidentsync-demo demo</c>: the portals in this process and the service beside it.</summary>
internal static class DemoCommand
{
    private const int FixedSeed = 20261122;
    private const int DefaultPort = 7443;
    private const double WatchableSpeed = 20;
    private static readonly TimeSpan OnceLimit = TimeSpan.FromMinutes(5);

    private static readonly Option<bool> Once = new("--once")
    {
        Description = "Run a fixed scenario to convergence, restart the service twice, and end with 0 or 1.",
    };

    private static readonly Option<string?> Service = new("--service")
    {
        Description = "The service's incidentsync.dll; beside the demo's own build when not given.",
    };

    private static readonly Option<int?> Port = new("--port")
    {
        Description = $"First of the portals' four ports; {DefaultPort}, or any with --once, when not given.",
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Decides everything that happens.",
        DefaultValueFactory = _ => FixedSeed,
    };

    private static readonly Option<double?> Speed = new("--speed")
    {
        Description = "How many times as fast as real time the portals live; "
            + $"{WatchableSpeed:0}, or 1 with --once or --puts, when not given.",
    };

    private static readonly Option<int?> Puts = new("--puts")
    {
        Description = "The portals' budgets hold, and Sentinel's headers count PUTs down from so many in five minutes; "
            + "lifted when not given.",
    };

    private static readonly Option<int> Replicas = new("--replicas")
    {
        Description = "How many processes of the service run over one database.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Bus = new("--bus")
    {
        Description = $"How they meet: {DemoBus.InMemory} (each alone), or {DemoBus.RabbitMq} (a broker of the demo's own).",
        DefaultValueFactory = _ => DemoBus.InMemory,
    };

    private static readonly Option<bool> Strict = new("--strict")
    {
        Description = "As a careful operator has it: two database roles, HTTPS, Security:Strict.",
    };

    private static readonly Option<string?> Image = new("--image")
    {
        Description = "A folder that deploy/image/build left: the service is started from it as user 1654, with nothing that it can write, "
            + "on a database with two roles.",
    };

    private static readonly Option<string?> Other = new("--other")
    {
        Description = "Another version's incidentsync.dll, which the last replica runs, on the schema of ours.",
    };

    public static Command Create()
    {
        var command = new Command("demo", "Both portals, the service, and people at work on both sides.")
        {
            Once, Service, Port, Seed, Speed, Puts, Replicas, Bus, Strict, Image, Other,
        };
        command.SetAction(RunAsync);
        Bus.AcceptOnlyFromAmong(DemoBus.InMemory, DemoBus.RabbitMq);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var isOnce = parsed.GetValue(Once);
        var options = new DemoOptions
        {
            Once = isOnce,
            Service = Path.GetFullPath(parsed.GetValue(Service) ?? BesideOurs()),
            Port = parsed.GetValue(Port) ?? (isOnce ? 0 : DefaultPort),
            Seed = parsed.GetValue(Seed),
            Speed = parsed.GetValue(Speed) ?? (isOnce || parsed.GetValue(Puts) is not null ? 1 : WatchableSpeed),
            Puts = parsed.GetValue(Puts),
            Replicas = parsed.GetValue(Replicas),
            Bus = parsed.GetRequiredValue(Bus),
            Strict = parsed.GetValue(Strict),
            Image = Whole(parsed.GetValue(Image)),
            Other = Whole(parsed.GetValue(Other)),
        };
        if (options.Port is < 0 or > 65532 || !(options.Speed > 0) || double.IsInfinity(options.Speed))
        {
            await Console.Error.WriteLineAsync("--port must lie between 0 and 65532, --speed must be greater than 0.");
            return 2;
        }

        if (options.Puts <= 0 || (options.Once && options.Puts is not null))
        {
            await Console.Error.WriteLineAsync("--puts must be greater than 0, and --once has no time for budgets.");
            return 2;
        }

        if (options.Replicas is < 1 or > 9)
        {
            await Console.Error.WriteLineAsync("--replicas must lie between 1 and 9.");
            return 2;
        }

        var console = new DemoConsole(Console.Out);
        try
        {
            return await RunAsync(options, console, cancel);
        }
        catch (DemoStopped stopped)
        {
            console.Say(stopped.Message);
            return 1;
        }
        catch (IOException exception)
        {
            console.Say($"The demo could not start: {exception.Message}");
            return 1;
        }
    }

    private static async Task<int> RunAsync(DemoOptions options, DemoConsole console, CancellationToken cancel)
    {
        console.Say($"IncidentSync demo{(options.Once ? ", once" : "")}: seed {options.Seed}, speed {options.Speed:0.##}. "
            + (options.Puts is { } most
                ? $"The portals' budgets hold; Sentinel's headers count PUTs down from {most}."
                : "The portals' budgets are lifted: calls are counted, none is refused."));
        await using var stage = await DemoStage.SetAsync(options, new SimulatorOptions
        {
            Port = options.Port,
            Speed = options.Speed,
            Seed = options.Seed,
            BudgetsLifted = options.Puts is null,
            AnnouncedPuts = options.Puts ?? Budgets.RecordedPuts,
            Tenants = [Contoso.Tenant with { Apps = [Contoso.App, Onlooker.App] }, Fabrikam.Tenant],
            Workspaces = [Contoso.Workspace, Fabrikam.Workspace],
            NativePace = options.NativePace,
        }, console, cancel);
        try
        {
            return options.Once ? await OnceAsync(stage, options, console, cancel) : await WatchAsync(stage, options, console, cancel);
        }
        catch (DemoStopped stopped)
        {
            console.Say($"{stopped.Message}\n{stage.KeepFiles()}");
            return 1;
        }
    }

    private static async Task<int> OnceAsync(DemoStage stage, DemoOptions options, DemoConsole console, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(OnceLimit);
        try
        {
            var faults = await new OnceRun(stage, options.Seed, console).RunAsync(limit.Token);
            if (faults.IsEmpty)
            {
                console.Say("All is as it must be.");
                return 0;
            }

            console.Say($"Not all is as it must be:\n{string.Join('\n', faults)}\n{stage.KeepFiles()}");
            return 1;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            console.Say("Stopped.");
            return 1;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new DemoStopped($"The demo did not end within {OnceLimit.TotalMinutes:0} minutes.");
        }
    }

    private static async Task<int> WatchAsync(DemoStage stage, DemoOptions options, DemoConsole console, CancellationToken cancel)
    {
        try
        {
            await new WatchRun(stage, options.Seed, console).RunAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            console.Say("Stopping the service and the portals.");
        }

        return 0;
    }

    // src/IncidentSync.Demo/bin/Release/net10.0/ has its like in src/IncidentSync.Service/.
    private static string? Whole(string? path) => path is null ? null : Path.GetFullPath(path);

    private static string BesideOurs()
    {
        var directory = AppContext.BaseDirectory.Replace("IncidentSync.Demo", "IncidentSync.Service", StringComparison.Ordinal);
        return Path.Combine(directory, "incidentsync.dll");
    }
}
