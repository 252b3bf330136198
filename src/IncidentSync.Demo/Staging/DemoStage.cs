using IncidentSync.Demo.Control;
using IncidentSync.Demo.Day;
using IncidentSync.Demo.Processes;
using IncidentSync.Demo.Servers;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Staging;

/// <summary>The portals in this process, and the service beside it as often as it is started.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private static readonly TimeSpan glance = TimeSpan.FromSeconds(1);

    private readonly DemoOptions options;
    private readonly DemoDirectory directory;
    private readonly DemoPortals portals;
    private readonly DemoBus bus;
    private readonly DemoDatabase? twoRoles;
    private readonly DemoConsole console;
    private CancellationTokenSource over = new();
    private Task[] keeping = [];
    private Replicas? replicas;
    private string database = "";

    private DemoStage(
        DemoOptions options, DemoDirectory directory, DemoPortals portals, DemoBus bus, DemoDatabase? twoRoles, DemoConsole console)
    {
        (this.options, this.directory, this.portals, this.bus, this.twoRoles, this.console) =
            (options, directory, portals, bus, twoRoles, console);
        Line = options.Strict ? ServiceLine.Strict(directory.Certificates) : ServiceLine.Clear();
    }

    /// <summary>The way to the service.</summary>
    public ServiceLine Line { get; }

    public SimulatorHost Portals => portals.Host;

    public DaySwitch Day => portals.Day;

    public World World => Portals.World;

    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public ServiceProcess Service => replicas?.First ?? throw new InvalidOperationException("The service was not started.");

    public string LogPath => directory["service.log"];

    /// <summary>What runs, for whoever wants to kill some of it.</summary>
    public string Processes => $"service {string.Join(", ", replicas?.ProcessIds ?? [])}"
        + (twoRoles is null ? $"; database {DatabaseProcess}" : "")
        + (bus.ProcessId is { } broker ? $"; broker {broker}" : "");

    // PostgreSQL's own file: its first line is its first process. There is none while it starts.
    private string? DatabaseProcess
    {
        get
        {
            var file = Path.Combine(directory[database], "postgres", "data", "postmaster.pid");
            return File.Exists(file) ? File.ReadLines(file).FirstOrDefault() : null;
        }
    }

    public static async Task<DemoStage> SetAsync(
        DemoOptions options, SimulatorOptions simulator, DemoConsole console, CancellationToken cancel)
    {
        if (!File.Exists(options.Service))
        {
            throw new DemoStopped($"There is no service at {options.Service}. Build it, or name it with --service.");
        }

        var directory = new DemoDirectory();
        try
        {
            var portals = await DemoPortals.StartAsync(simulator with { CertificateDirectory = directory.Certificates }, cancel);
            TrustBundle.Write(directory["trusted.pem"], portals.Host.CertificateAuthorityPath);
            var twoRoles = options.Strict ? await DemoDatabase.StartAsync(directory["postgres"], cancel) : null;
            var bus = await DemoBus.StartAsync(options.Bus, directory["broker"], cancel);
            return new DemoStage(options, directory, portals, bus, twoRoles, console);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Starts the service on a database of that name, which is made when it does not exist, and from then on whatever somebody kills: the
    /// service and the broker here, the database by the service.
    /// </summary>
    public async Task StartServiceAsync(string name, CancellationToken cancel)
    {
        database = name;
        var configuration = directory[$"{database}.json"];
        ServiceConfiguration.Write(configuration, Portals, await StoreAsync(cancel), options);
        replicas = new Replicas(options.Replicas, (number, stop) => ServiceProcess.StartAsync(
            options.Service, configuration, bus.Settings, Line, directory["trusted.pem"], LogOf(number), stop));
        await replicas.StartAsync(cancel);
        over = new CancellationTokenSource();
        keeping = Keep(replicas, over.Token);
    }

    /// <summary>Every log of the service and its database, and what it said of its health.</summary>
    public IEnumerable<string> LeftBehind => Directory.EnumerateFiles(directory.Root, "*.log", SearchOption.AllDirectories);

    /// <summary>Keeps what the service says of its health now.</summary>
    public async Task KeepHealthAsync(CancellationToken cancel) =>
        await File.WriteAllTextAsync(directory["health.log"], await Line.Http.GetStringAsync(Service.Health, cancel), cancel);

    /// <summary>The service must not end by itself.</summary>
    /// <exception cref="DemoStopped">It did.</exception>
    public void MustRun()
    {
        foreach (var kept in keeping.Where(kept => kept.IsFaulted))
        {
            kept.GetAwaiter().GetResult();
        }
    }

    public async Task StopServiceAsync()
    {
        await LeaveAsync();
        if (replicas is not null)
        {
            await replicas.StopAsync();
        }

        replicas = null;
    }

    /// <summary>Leaves the files where they are, for whoever wants to know what went wrong.</summary>
    /// <returns>Where they are, in words.</returns>
    public string KeepFiles()
    {
        directory.Keep = true;
        return $"The service's log is {LogPath}, its configuration and database are beside it.";
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        if (replicas is not null)
        {
            await replicas.DisposeAsync();
        }

        await bus.DisposeAsync();
        if (twoRoles is not null)
        {
            await twoRoles.DisposeAsync();
        }

        await Portals.DisposeAsync();
        Line.Dispose();
        directory.Dispose();
    }

    // The service never hears of the role that may change the schema.
    private async Task<(string Setting, string Value)> StoreAsync(CancellationToken cancel)
    {
        if (twoRoles is null)
        {
            return ("DataDirectory", directory[database]);
        }

        var (migrator, service) = await twoRoles.OpenAsync(database, cancel);
        await ServiceProcess.MigrateAsync(options.Service, migrator, cancel);
        return ("ConnectionString", service);
    }

    // Each for itself: a service is ready only when it has found the broker and the database.
    private Task[] Keep(Replicas services, CancellationToken stop)
    {
        var known = DatabaseProcess;
        return
        [
            EverySecondAsync(async () => Say(await bus.MendAsync(stop) ? ["the broker"] : [])),
            EverySecondAsync(async () => Say([.. (await services.MendAsync(stop)).Select(number => $"service {number}")])),
            EverySecondAsync(() =>
            {
                if (DatabaseProcess is { } process && process != known)
                {
                    known = process;
                    Say(["the database"]);
                }

                return Task.CompletedTask;
            }),
        ];

        async Task EverySecondAsync(Func<Task> mend)
        {
            while (true)
            {
                await Task.Delay(glance, stop);
                await mend();
            }
        }

        void Say(IReadOnlyList<string> mended)
        {
            if (mended.Count > 0)
            {
                console.Say($"Ended, and started again: {string.Join(" and ", mended)}. Now {Processes}.");
            }
        }
    }

    // From now on it may end.
    private async Task LeaveAsync()
    {
        await over.CancelAsync();
        await Task.WhenAll(keeping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        over.Dispose();
        over = new CancellationTokenSource();
    }

    private string LogOf(int number) => number == 0 ? LogPath : directory[$"service-{number + 1}.log"];
}
