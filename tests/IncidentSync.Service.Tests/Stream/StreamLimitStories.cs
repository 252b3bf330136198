using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Stream;

/// <summary>What a call may hold, and what no log may.</summary>
public sealed class StreamLimitStories(PostgresFixture postgres)
{
    [Fact]
    public async Task Large_alerts_go_in_calls_that_the_rule_takes()
    {
        await using var scene = await StreamScene.StartAsync(postgres);
        var incident = scene.Defender.Create().Id;
        var details = new JsonObject { ["Note"] = new JsonArray(new string('a', 20_000)) };
        var alerts = Enumerable.Range(0, 150)
            .Select(_ => scene.Defender.AddAlert(incident, alert => alert with { CustomDetails = details })).ToList();
        foreach (var alert in alerts)
        {
            await scene.RowsOfAsync(alert.Id, 1);
        }

        scene.World.Calls.Total(Portal.Ingestion, Operations.LogsIngest, status: 204).ShouldBeGreaterThan(3);
        scene.World.Calls.Total(Portal.Ingestion, Operations.LogsIngest, status: 413).ShouldBe(0);
        scene.World.Calls.Total(Portal.Ingestion, Operations.LogsIngest, status: 400).ShouldBe(0);
    }

    [Fact]
    public async Task A_service_that_is_killed_again_and_again_sends_every_event_and_no_id_is_new()
    {
        await using var scene = await StreamScene.StartAsync(postgres);
        await scene.Environment.StopServiceAsync();
        var incident = scene.Defender.Create().Id;
        var alerts = Enumerable.Range(0, 200).Select(_ => scene.Defender.AddAlert(incident).Id).ToHashSet();
        var settings = scene.Environment.Settings().With("Connections:0:Stream:MaxBatchBytes=10000").Write();
        scene.World.Faults.Arm(new Fault(Portal.Ingestion, FaultKind.Slow) { Count = null, Delay = TimeSpan.FromMilliseconds(200) });
        for (var kill = 1; kill <= 3; kill++)
        {
            await using (var killed = ServiceProcess.Start("run", "--config", settings))
            {
                var rows = scene.Rows(StreamScene.Alerts).Count;
                await Wait.UntilAsync(() => scene.Rows(StreamScene.Alerts).Count > rows, () => $"No row comes. {killed.Output}");
            }

            // So that nobody waits until the leases of the dead run out.
            await scene.Environment.Database.ExecuteAsync(
                "update consumer set lease_until = '-infinity'; update alert_source set lease_until = '-infinity'");
        }

        scene.World.Faults.Clear();
        await scene.Environment.StartServiceAsync();
        await Wait.UntilAsync(() => Sent().Count == 200, () => $"{Sent().Count} alerts have rows.");
        Sent().ShouldBe(alerts, ignoreOrder: true);
        scene.Rows(StreamScene.Alerts).Select(row => (string?)row["EventId"]).Distinct().Count().ShouldBe(200);

        HashSet<string> Sent() => [.. scene.Rows(StreamScene.Alerts).Select(row => $"{row["AlertId"]}")];
    }

    [Fact]
    public async Task What_an_alert_says_is_in_no_log_and_no_health_though_its_row_and_its_page_are_refused()
    {
        await using var scene = await StreamScene.StartAsync(postgres);
        scene.World.Faults.Arm(new Fault(Portal.Ingestion, FaultKind.Status)
        {
            Operation = Operations.LogsIngest, Status = 400, Code = "InvalidContent", Contains = "canary title", Count = null,
        });
        scene.World.Faults.Arm(new Fault(Portal.Defender, FaultKind.Truncated) { Operation = "alerts.list" });
        scene.Alert(alert => alert with
        {
            Title = "canary title",
            Description = "canary text",
            AssignedTo = "canary@contoso.com",
            Evidence = [Process("canary.exe -EncodedCommand canary"), new() { ["@odata.type"] = "#microsoft.graph.security.canary" }],
        });
        await Wait.UntilAsync(
            async () => (await scene.Environment.Database.ReadAsync("select 1 from stream_refused")).Count == 3,
            () => "The alert and both its pieces of evidence are not refused.");
        await scene.Environment.SettleAsync();
        var (_, health) = await scene.Environment.HealthAsync("/health/ready");
        scene.Environment.Logs.Lines.ShouldContain(line => line.Contains(" 8103: "));
        scene.Environment.Logs.Lines.Append($"{health}").Where(line => line.Contains("canary", StringComparison.OrdinalIgnoreCase))
            .ShouldBeEmpty();
    }

    private static JsonObject Process(string commandLine) => new()
    {
        ["@odata.type"] = "#microsoft.graph.security.processEvidence", ["processCommandLine"] = commandLine,
    };
}
