using IncidentSync.Demo.Control;
using IncidentSync.Demo.Day;
using IncidentSync.Demo.Processes;
using IncidentSync.Demo.Servers;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Staging;

/// <summary>The portals in this process, and the replicas of the service beside it.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly DemoOptions _options;
    private readonly DemoDirectory _directory;
    private readonly DemoPortals _portals;
    private readonly DemoBus _bus;
    private readonly DemoDatabase? _twoRoles;
    private readonly DemoConsole _console;
    private readonly ServiceProgram _program;
    private readonly ServiceProgram _last;
    private CancellationTokenSource _over = new();
    private Task[] _keeping = [];
    private Replicas? _replicas;
    private string _database = "";

    private DemoStage(
        DemoOptions options, DemoDirectory directory, DemoPortals portals, DemoBus bus, DemoDatabase? twoRoles, DemoConsole console)
    {
        (_options, _directory, _portals, _bus, _twoRoles, _console) =
            (options, directory, portals, bus, twoRoles, console);
        _program = options.Image is { } image
            ? ServiceProgram.OfImage(image, directory.Root) : ServiceProgram.OfAssembly(options.Service);
        _last = options.Other is { } other ? ServiceProgram.OfAssembly(other) : _program;
        Line = options.Strict ? ServiceLine.Strict(directory.Certificates) : ServiceLine.Clear();
    }

    /// <summary>The way to the service.</summary>
    public ServiceLine Line { get; }

    public SimulatorHost Portals => _portals.Host;

    public DaySwitch Day => _portals.Day;

    public World World => Portals.World;

    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public ServiceProcess Service => _replicas?.First ?? throw new InvalidOperationException("The service was not started.");

    /// <summary>Where the service listens; null while none runs.</summary>
    public Uri? ServiceAddress => _replicas?.Address;

    /// <summary>The configuration that the service runs with.</summary>
    public string ConfigurationPath => _directory[$"{_database}.json"];

    public string LogPath => _directory["service.log"];

    /// <summary>The processes that run, for people who want to kill some of them.</summary>
    public string Processes => $"service {string.Join(", ", _replicas?.ProcessIds ?? [])}"
        + (_twoRoles is null ? $"; database {DatabaseProcess}" : "")
        + (_bus.ProcessId is { } broker ? $"; broker {broker}" : "");

    // PostgreSQL's own file: its first line is its first process. There is none while it starts.
    private string? DatabaseProcess
    {
        get
        {
            var file = Path.Combine(_directory[_database], "postgres", "data", "postmaster.pid");
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
            StreamTemplate.Deploy(portals.Host.World, options.RowDelay);
            TrustBundle.Write(directory["trusted.pem"], portals.Host.CertificateAuthorityPath);
            var twoRoles = options.TwoRoles ? await DemoDatabase.StartAsync(directory["postgres"], cancel) : null;
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
    /// Starts the service on the database of that name, which is created when it does not exist. From then on, restarts what is killed: the
    /// demo restarts the service and the broker, the service its database.
    /// </summary>
    public async Task StartServiceAsync(string name, CancellationToken cancel)
    {
        _database = name;
        var configuration = ConfigurationPath;
        ServiceConfiguration.Write(configuration, Portals, await StoreAsync(cancel), _options);
        await _program.LetInAsync(configuration, cancel);
        _replicas = new Replicas(_options.Replicas, (number, stop) => ServiceProcess.StartAsync(
            number == _options.Replicas - 1 ? _last : _program, configuration, _bus.Settings, Line, _directory["trusted.pem"],
            LogOf(number), stop));
        await _replicas.StartAsync(cancel);
        _over = new CancellationTokenSource();
        _keeping = Keep(_replicas, _over.Token);
    }

    /// <summary>Runs a verb of the service's command line on its configuration.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="DemoStopped">It failed.</exception>
    public Task<string> AskServiceAsync(IEnumerable<string> verb, CancellationToken cancel) =>
        ServiceVerb.RunAsync(_program, [.. verb, "--config", ConfigurationPath], _bus.Settings.Concat(Line.Settings), cancel);

    /// <summary>The logs of the service and its database, and its last health report.</summary>
    public IEnumerable<string> LeftBehind => Directory.EnumerateFiles(_directory.Root, "*.log", SearchOption.AllDirectories);

    /// <summary>Keeps what the service says of its health now.</summary>
    public async Task KeepHealthAsync(CancellationToken cancel) =>
        await File.WriteAllTextAsync(_directory["health.log"], await Line.Http.GetStringAsync(Service.Health, cancel), cancel);

    /// <summary>The service must not end by itself.</summary>
    /// <exception cref="DemoStopped">It did.</exception>
    public void MustRun()
    {
        foreach (var kept in _keeping.Where(kept => kept.IsFaulted))
        {
            kept.GetAwaiter().GetResult();
        }
    }

    public async Task StopServiceAsync()
    {
        await LeaveAsync();
        if (_replicas is not null)
        {
            await _replicas.StopAsync();
        }

        _replicas = null;
    }

    /// <summary>Keeps the files, so that the cause can be found.</summary>
    /// <returns>Where they are, in words.</returns>
    public string KeepFiles()
    {
        _directory.Keep = true;
        return $"The service's log is {LogPath}, its configuration and database are beside it.";
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        if (_replicas is not null)
        {
            await _replicas.DisposeAsync();
        }

        await _bus.DisposeAsync();
        if (_twoRoles is not null)
        {
            await _twoRoles.DisposeAsync();
        }

        await Portals.DisposeAsync();
        Line.Dispose();
        _directory.Dispose();
    }

    // The service never hears of the role that may change the schema.
    private async Task<(string Setting, string Value)> StoreAsync(CancellationToken cancel)
    {
        if (_twoRoles is null)
        {
            return ("DataDirectory", _directory[_database]);
        }

        var (migrator, service) = await _twoRoles.OpenAsync(_database, cancel);
        var (certificates, socket) = (_directory.Certificates, _directory["postgres"]);
        foreach (var path in new[] { socket, certificates, CertificateStore.ServerPath(certificates) })
        {
            await _program.LetInAsync(path, cancel);
        }

        await ServiceVerb.RunAsync(
            _program, ["migrate"], [new("IncidentSync__Store__MigrationConnectionString", migrator)], cancel);
        return ("ConnectionString", service);
    }

    // Each for itself: a service is ready only when it has found the broker and the database.
    private Task[] Keep(Replicas services, CancellationToken stop)
    {
        var known = DatabaseProcess;
        return
        [
            EverySecondAsync(async () => Say(await _bus.MendAsync(stop) ? ["the broker"] : [])),
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
                await Task.Delay(Glance, stop);
                await mend();
            }
        }

        void Say(IReadOnlyList<string> mended)
        {
            if (mended.Count > 0)
            {
                _console.Say($"Ended, and started again: {string.Join(" and ", mended)}. Now {Processes}.");
            }
        }
    }

    // From now on it may end.
    private async Task LeaveAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_keeping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
        _over = new CancellationTokenSource();
    }

    private string LogOf(int number) => number == 0 ? LogPath : _directory[$"service-{number + 1}.log"];
}
