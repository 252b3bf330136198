using System.Globalization;
using IncidentSync.Connectors.Defender;
using IncidentSync.Demo.Staging;
using IncidentSync.Service.Alerts;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Hosting;
using IncidentSync.Service.Telemetry;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary>The simulator over its sockets with no budgets, and a database.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    private readonly SimulatorHost _simulator;
    private readonly DefenderAlerts _portal;

    private Scene(SimulatorHost simulator, TestDatabase database, Settings settings)
    {
        (_simulator, Database, Settings, Connection) = (simulator, database, settings, settings.ToOptions().Connections[0]);
        DataSource = Service.Hosting.Database.DataSourceOf(database.ConnectionString);
        _portal = new DefenderAlerts(Connection.Defender, CallTimeout);
        Source = new AlertSource(
            AlertSetup.SourceOf(Connection.Defender), _portal, [Connection.Name], new AlertTiming(
                Connection.Alerts.PollInterval, Connection.Alerts.IdlePollInterval, Connection.Alerts.Overlap,
                Connection.Alerts.Backfill, Connection.Alerts.Retention));
    }

    public SimulatorHost Simulator => _simulator;

    public World World => _simulator.World;

    public TestDatabase Database { get; }

    /// <summary>As the service has it.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>Of the service.</summary>
    public Settings Settings { get; }

    public ConnectionOptions Connection { get; }

    public AlertSource Source { get; }

    public Instruments Instruments { get; } = new();

    public Violations Violations => new(Instruments, NullLogger<Violations>.Instance);

    /// <summary>Starts the simulator with so many alerts.</summary>
    public static async Task<Scene> StartAsync(PostgresFixture postgres, int alerts)
    {
        var simulator = await SimulatorHost.StartAsync(
            new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory, BudgetsLifted = true, Seed = 1 });
        AlertSample.Fill(simulator.World.Defender(), alerts, simulator.World.Clock.GetUtcNow());
        StreamTemplate.Deploy(simulator.World, TimeSpan.Zero);
        var database = await TestDatabase.CreateAsync(postgres);
        var settings = new Settings().For(simulator, database.ConnectionString)
            .With("Connections:0:Stream:Endpoint", simulator.IngestionEndpoint)
            .With("Connections:0:Stream:RuleId", CollectionRule.DefaultId(Contoso.Workspace));
        return new Scene(simulator, database, settings);
    }

    /// <summary>Reads all alerts into the log, without the pauses between two polls.</summary>
    public async Task<long> ReadFeedAsync()
    {
        var health = new AlertHealth(Source);
        var reader = new AlertFeedReader(
            Source, health, new AlertLog(DataSource, Instruments, Violations), Instruments, TimeProvider.System,
            NullLogger<AlertFeedReader>.Instance);
        for (var run = 0; run < 2 || health.Gaps > 0; run++)
        {
            if (await reader.RunOnceAsync(CancellationToken.None) is not Service.Readers.FeedRun.Read)
            {
                throw new InvalidOperationException("The feed could not be read.");
            }
        }

        return await CountAsync("alert_event");
    }

    public async Task<long> CountAsync(string table) => long.Parse((await Database.ReadAsync($"select count(*) from {table}"))[0]);

    /// <summary>Of an alert, as it came.</summary>
    public async Task<double> MeanBytesAsync() => double.Parse(
        (await Database.ReadAsync("select avg(octet_length(raw)) from alert_event"))[0], CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        _portal.Dispose();
        await DataSource.DisposeAsync();
        await Database.DisposeAsync();
        await _simulator.DisposeAsync();
    }
}
