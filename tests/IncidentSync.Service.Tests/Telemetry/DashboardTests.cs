using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentSync.Service.Tests.Stream;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>
/// Prometheus itself scrapes a run with faults: every panel of the chart's dashboard shows something, and alerts speak in theirs.
/// </summary>
public sealed partial class DashboardTests(PostgresFixture postgres)
{
    // No replica dies in this run.
    private static readonly string[] Empty = ["Replicas that died or stood still"];

    [Fact]
    public async Task Every_panel_shows_something_of_a_run_with_faults_and_each_fault_is_told_of()
    {
        await using var simulator = await SimulatorHost.StartAsync(
            new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory, BudgetsLifted = true },
            TestContext.Current.CancellationToken);
        await using var database = await TestDatabase.CreateAsync(postgres);
        StreamScene.Declare(simulator.World);
        var settings = new Settings().For(simulator, database.ConnectionString).Streaming(simulator)
            .With("Quota:GraphPerMinute=6000; Connections:0:Brake:AtLeast=1; Connections:0:Brake:Share=0").Write();
        var siem = await SiemPoller.EnableAsync(settings);
        await using var process = ServiceProcess.Start(ScrapedPortTests.Scraped("prometheus"), "run", "--config", settings);
        await using var prometheus = await PrometheusServer.StartAsync(await ScrapedPortTests.AddressAsync(process));
        await Wait.UntilAsync(
            async () => (await prometheus.AskAsync("incidentsync_links_due")).Count > 0, () => $"Nothing is scraped. {process.Output}");
        var ids = Enumerable.Range(0, 4).Select(_ => simulator.World.Defender().Create().Id).ToList();
        await Wait.UntilAsync(() => ids.All(id => HasTwin(simulator, id)), () => $"There is no twin. {process.Output}");
        (await SpeakingAsync(prometheus)).ShouldBeEmpty();

        await BreakAsync(simulator, database, ids);
        await Wait.UntilAsync(
            async () => (await SpeakingAsync(prometheus)).SequenceEqual(["BrakeOn", "Quarantined", "HeldOdd"]),
            () => $"Others speak. {process.Output}");
        var address = await process.AddressAsync();

        // A counter that has just appeared has no rate before its second scrape.
        var silent = new List<string>();
        await Wait.UntilAsync(
            async () =>
            {
                simulator.World.Defender().AddAlert(ids[0]);
                await siem.PullAsync(address);
                return (silent = await SilentAsync(prometheus)).SequenceEqual(Empty);
            },
            () => $"Empty: {string.Join(", ", silent)}");
    }

    // Both portals change one field, one has a word of tomorrow, a link keeps failing, and everything is closed at once.
    private static async Task BreakAsync(SimulatorHost simulator, TestDatabase database, IReadOnlyList<string> ids)
    {
        var (alice, bob) = (Actor.Person("alice@contoso.com"), Actor.Person("bob@contoso.com"));
        simulator.World.Defender().Edit(ids[0], alice, incident => incident with { Severity = "high" });
        simulator.World.Sentinel().Edit(Settings.Identity.TwinOf(new(ids[0])).Value, bob, incident => incident with { Severity = "Low" });
        simulator.World.Defender().Edit(ids[0], alice, incident => incident with { Status = "escalated" });
        await database.ExecuteAsync(
            """
            insert into link (id, connection, sentinel_name, state, open_intents, attempts, last_error, obstacle, not_before)
            values (gen_random_uuid(), 'contoso', 'twin', 'Unpaired', true, 8, 'failed', 'Denied', clock_timestamp() + interval '1 hour')
            """);
        foreach (var id in ids.Skip(1))
        {
            simulator.World.Defender().Edit(id, alice, incident => incident with { Status = "resolved" });
        }
    }

    private static bool HasTwin(SimulatorHost simulator, string id) =>
        simulator.World.Sentinel().Find(Settings.Identity.TwinOf(new(id)).Value) is not null;

    // Whose condition holds now, however long it must hold before somebody is called.
    private static async Task<List<string>> SpeakingAsync(PrometheusServer prometheus)
    {
        var speaking = new List<string>();
        foreach (Match rule in Rule().Matches(File.ReadAllText(Source.PathOf("deploy/helm/incident-sync/templates/prometheusrule.yaml"))))
        {
            // Of so few writes, one that met another change is a fifth.
            if (rule.Groups["name"].Value != "WritesStale"
                && (await prometheus.AskAsync(rule.Groups["query"].Value.Replace(">-", ""))).Count > 0)
            {
                speaking.Add(rule.Groups["name"].Value);
            }
        }

        return speaking;
    }

    private static async Task<List<string>> SilentAsync(PrometheusServer prometheus)
    {
        var silent = new List<string>();
        var board = JsonNode.Parse(File.ReadAllText(Source.PathOf("deploy/helm/incident-sync/dashboards/incidentsync.json")))!;
        foreach (var panel in board["panels"]!.AsArray())
        {
            foreach (var query in panel!["targets"]!.AsArray().Select(target => target!["expr"]!.GetValue<string>()))
            {
                var asked = query.Replace("$connection", ".*").Replace("$__rate_interval", "10s");
                if ((await prometheus.AskAsync(asked)).Count == 0)
                {
                    silent.Add(panel["title"]!.GetValue<string>());
                }
            }
        }

        return [.. silent.Distinct()];
    }

    [GeneratedRegex(@"- alert: IncidentSync(?<name>\w+)\n +expr: (?<query>.+?)\n          (for|labels):", RegexOptions.Singleline)]
    private static partial Regex Rule();
}
