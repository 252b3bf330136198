using System.Text.Json.Nodes;
using IncidentSync.Demo.Staging;
using IncidentSync.Service.Tests.Stories;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Stream;

/// <summary>Both portals, the tables of the workspace, and the service that streams alerts to them.</summary>
internal sealed class StreamScene : IAsyncDisposable
{
    public const string Alerts = "DefenderAlerts_CL";
    public const string Evidence = "DefenderAlertEvidence_CL";

    private StreamScene(TestEnvironment environment) => Environment = environment;

    public TestEnvironment Environment { get; }

    public World World => Environment.World;

    public DefenderPortal Defender => Environment.Defender;

    public static async Task<StreamScene> StartAsync(
        PostgresFixture postgres, Func<CollectionRule, CollectionRule>? rule = null, Surroundings? surroundings = null) =>
        new(await TestEnvironment.StartAsync(
            postgres, world => Declare(world, rule), (surroundings ?? new Surroundings()) with { Streams = true }));

    /// <summary>Deploys the template. Queries show its rows at once.</summary>
    public static void Declare(World world, Func<CollectionRule, CollectionRule>? change = null)
    {
        StreamTemplate.Deploy(world, TimeSpan.Zero);
        if (change is not null)
        {
            LogsOf(world).Declare(change(LogsOf(world).Rules.Single()));
        }
    }

    /// <summary>A new incident with one alert.</summary>
    public DefenderAlert Alert(Func<DefenderAlert, DefenderAlert>? shape = null) => Defender.AddAlert(Defender.Create().Id, shape);

    public IReadOnlyList<JsonObject> Rows(string table) => [.. LogsOf(World).Rows(table).Select(row => row.Columns)];

    /// <summary>Columns that came and that the rule does not declare.</summary>
    public IEnumerable<string> Dropped => LogsOf(World).Tables().SelectMany(table => table.Dropped.Keys);

    /// <summary>The rows of an alert.</summary>
    public IReadOnlyList<JsonObject> RowsOf(string table, string alertId) =>
        [.. Rows(table).Where(row => (string?)row["AlertId"] == alertId)];

    /// <summary>Waits until an alert has so many rows.</summary>
    public async Task<IReadOnlyList<JsonObject>> RowsOfAsync(string alertId, int count, string table = Alerts)
    {
        await Wait.UntilAsync(
            () => RowsOf(table, alertId).Count >= count,
            () => $"{alertId} has {RowsOf(table, alertId).Count} rows. {string.Join('\n', Environment.Logs.Lines.TakeLast(10))}");
        return RowsOf(table, alertId);
    }

    public ValueTask DisposeAsync() => Environment.DisposeAsync();

    private static WorkspaceLogs LogsOf(World world) => world.Logs.Single(logs => logs.Workspace == Contoso.Workspace);
}
