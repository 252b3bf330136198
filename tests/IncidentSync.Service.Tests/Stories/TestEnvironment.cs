using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Hosting;
using IncidentSync.Service.Telemetry;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using DefenderPortal = IncidentSync.Simulator.Defender.DefenderPortal;
using SentinelPortal = IncidentSync.Simulator.Sentinel.SentinelPortal;
using Side = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>
/// Both portals and the service as they run: sockets, TLS, tokens, PostgreSQL and the bus are real, only nothing is metered.
/// </summary>
internal sealed class TestEnvironment : IAsyncDisposable
{
    private static readonly MarkerKeys Marker = new(new MarkerKey("1", new byte[32]));
    private readonly SimulatorHost _simulator;
    private readonly List<WebApplication> _replicas = [];
    private NpgsqlDataSource? _source;
    private string _reached = "";
    private Surroundings _surroundings = new();

    // The service's own console would bury what the tests say; the log is captured beside it.
    static TestEnvironment() => Environment.SetEnvironmentVariable(ServiceProcess.ConsoleLevel, "None");

    private TestEnvironment(SimulatorHost simulator) => _simulator = simulator;

    public World World => _simulator.World;

    public DefenderPortal Defender => World.Defender();

    public SentinelPortal Sentinel => World.Sentinel();

    public TestDatabase Database { get; private set; } = null!;

    private Func<Task<TestDatabase>> MakeDatabase { get; init; } = null!;

    public LogCapture Logs { get; } = new();

    /// <summary>What the service that runs now counts.</summary>
    public Instruments Instruments => _replicas[^1].Services.GetRequiredService<Instruments>();

    /// <summary>Calls that may have changed a portal.</summary>
    public long Writes =>
        new[] { Side.Defender, Side.Sentinel }.Sum(
            side => new[] { "PUT", "PATCH", "POST" }.Sum(method => World.Calls.Total(side, method: method)));

    /// <summary>Both portals, and a service on an empty database.</summary>
    /// <param name="postgres">Where the database is.</param>
    /// <param name="before">What happens to the portals before the service starts.</param>
    /// <param name="surroundings">What is different from other landscapes.</param>
    public static async Task<TestEnvironment> StartAsync(
        PostgresFixture postgres, Action<World>? before = null, Surroundings? surroundings = null)
    {
        var options = new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory, BudgetsLifted = true };
        var different = surroundings ?? new Surroundings();
        var simulator = await SimulatorHost.StartAsync(different.Simulator(options), TestContext.Current.CancellationToken);
        var environment = new TestEnvironment(simulator)
        {
            _surroundings = different,
            MakeDatabase = different.Database ?? (() => TestDatabase.CreateAsync(postgres)),
        };
        before?.Invoke(environment.World);
        await environment.StartOnEmptyDatabaseAsync();
        return environment;
    }

    public async Task StartOnEmptyDatabaseAsync()
    {
        await StopServiceAsync();
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }

        Database = await MakeDatabase();
        _reached = _surroundings.Reach(Database.ConnectionString);
        await StartServiceAsync();
    }

    /// <summary>The service's own way to the database, which a test may close.</summary>
    public NpgsqlDataSource ServiceSource => _source!;

    /// <summary>Starts the service; when it runs, another replica of it.</summary>
    public async Task StartServiceAsync()
    {
        var options = Settings().ToOptions();
        _source ??= Service.Hosting.Database.DataSourceOf(options.Store.ConnectionString);
        var service = ServiceHost.Build(
            ReadConfiguration.Of(options), _source, Marker, _surroundings.Limits, _surroundings.Lists);
        service.Services.GetRequiredService<ILoggerFactory>().AddProvider(Logs);
        service.Urls.Clear();
        service.Urls.Add("http://127.0.0.1:0");
        await service.StartAsync(TestContext.Current.CancellationToken);
        _replicas.Add(service);
    }

    /// <summary>The configuration of the service, for a process of its own beside it.</summary>
    public Settings Settings()
    {
        var settings = new Settings().For(_simulator, _reached);
        return _surroundings.Settings(_surroundings.Streams ? settings.Streaming(_simulator) : settings);
    }

    public async Task StopServiceAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.StopAsync(TestContext.Current.CancellationToken);
            await replica.DisposeAsync();
        }

        _replicas.Clear();
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }

        _source = null;
    }

    /// <summary>Something happens while the service is not there to see it.</summary>
    public async Task UnseenAsync(Action happens)
    {
        await StopServiceAsync();
        happens();
        await StartServiceAsync();
    }

    /// <summary>A new Defender incident and its twin, in step.</summary>
    public async Task<Pair> PairAsync(Func<DefenderIncident, DefenderIncident>? shape = null)
    {
        var pair = new Pair(this, Defender.Create(shape).Id);
        await Wait.UntilAsync(() => pair.HasTwin, () => $"Incident {pair.DefenderId} has no twin.");
        await SettleAsync();
        return pair;
    }

    /// <summary>Both feeds have read everything, and nothing waits to be planned or written.</summary>
    public async Task SettleAsync()
    {
        long before;
        do
        {
            before = Writes;
            var (defender, sentinel) = (Polls(Side.Defender), Polls(Side.Sentinel));

            // The second poll from now began after now, and was stored before the third began.
            await Wait.UntilAsync(
                () => Polls(Side.Defender) > defender + 2 && Polls(Side.Sentinel) > sentinel + 2, () => "A feed stands still.");
            await Wait.UntilAsync(async () => (await WaitingAsync()).Count == 0, () => "A link still waits.");
        }
        while (Writes != before);
    }

    /// <summary>The links that wait for a stage.</summary>
    public Task<IReadOnlyList<string>> WaitingAsync() =>
        Database.ReadAsync("select id from link where dirty_seq > done_seq or open_intents or lease_until is not null");

    /// <summary>What the service says of itself.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> HealthAsync(string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(new Uri(_replicas[0].Urls.Single()), path), TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>The twin that a Defender incident has or will have.</summary>
    public static string TwinOf(string defenderId) => Testing.Processes.Settings.Identity.TwinOf(new IncidentId(defenderId)).Value;

    public async ValueTask DisposeAsync()
    {
        await StopServiceAsync();
        await _simulator.DisposeAsync();
        await Database.DisposeAsync();
        Logs.Lines.Where(line => line.Contains("was violated")).ShouldBeEmpty();
    }

    private long Polls(Side side) => World.Calls.Total(side, IncidentSync.Simulator.Api.Operations.IncidentsList);
}
