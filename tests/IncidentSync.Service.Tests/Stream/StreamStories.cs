using System.Text;
using System.Text.Json.Nodes;
using IncidentSync.Service.Admin.Links;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Stream;

/// <summary>What an analyst finds in the workspace's tables.</summary>
public sealed class StreamStories(StreamSceneFixture fixture) : IClassFixture<StreamSceneFixture>
{
    private readonly StreamScene _scene = fixture.Scene;

    [Fact]
    public async Task An_alert_is_a_row_and_its_distinct_evidence_are_rows_beside_it()
    {
        var alert = _scene.Alert(alert => alert with
        {
            Title = "Suspicious PowerShell command line", Evidence = [Ip("203.0.113.7"), Ip("203.0.113.7"), Url("https://fabrikam.com/a")],
        });
        var row = (await _scene.RowsOfAsync(alert.Id, 1)).Single();
        var evidence = await _scene.RowsOfAsync(alert.Id, 2, StreamScene.Evidence);
        ((string?)row["AlertTitle"], (string?)row["Kind"], (int)row["EvidenceCount"]!)
            .ShouldBe(("Suspicious PowerShell command line", "new", 2));
        evidence.Select(piece => (string?)piece["EntityKind"]).ShouldBe(["Ip", "Url"]);
        evidence.ShouldAllBe(piece => (string)piece["EventId"]! == (string)row["EventId"]!);
    }

    [Fact]
    public async Task A_change_is_a_second_row_and_the_newest_is_right()
    {
        var alert = _scene.Alert();
        await _scene.RowsOfAsync(alert.Id, 1);
        _scene.Defender.EditAlert(alert.Id, Person, was => was with { Status = "inProgress" });
        var rows = await _scene.RowsOfAsync(alert.Id, 2);
        rows.Select(row => (string?)row["Kind"]).ShouldBe(["new", "changed"]);
        rows.MaxBy(row => (string)row["LastUpdateTime"]!)!["Status"]!.GetValue<string>().ShouldBe("inProgress");
        rows.Select(row => (string)row["EventId"]!).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Every_source_is_streamed_but_what_came_out_of_a_workspace()
    {
        string[] sources = [.. DefenderVocabulary.EvolvedServiceSources, "microsoftDefenderForIdentity", "somethingNew"];
        var alerts = sources.Distinct().Select(source => _scene.Alert(alert => alert with { ServiceSource = source })).ToList();
        foreach (var alert in alerts.Where(alert => alert.ServiceSource != "microsoftSentinel"))
        {
            await _scene.RowsOfAsync(alert.Id, 1);
        }

        _scene.Rows(StreamScene.Alerts).ShouldNotContain(row => (string?)row["ServiceSource"] == "microsoftSentinel");
    }

    [Fact]
    public async Task Evidence_of_an_unknown_type_is_kept_raw()
    {
        var alert = _scene.Alert(alert => alert with
        {
            Evidence = [new JsonObject { ["@odata.type"] = "#microsoft.graph.security.quantumEvidence", ["qubits"] = 7 }],
        });
        var row = (await _scene.RowsOfAsync(alert.Id, 1, StreamScene.Evidence)).Single();
        ((string?)row["EvidenceType"], (string?)row["EntityKind"]).ShouldBe(("quantumEvidence", ""));
        row["Evidence"]!["qubits"]!.GetValue<int>().ShouldBe(7);
    }

    [Fact]
    public async Task What_is_too_large_for_a_column_is_cut_and_said()
    {
        var alert = _scene.Alert(alert => alert with
        {
            Evidence =
            [
                new JsonObject
                {
                    ["@odata.type"] = "#microsoft.graph.security.processEvidence", ["processId"] = 7,
                    ["processCommandLine"] = new string('ü', 100_000),
                },
            ],
        });
        var row = (await _scene.RowsOfAsync(alert.Id, 1, StreamScene.Evidence)).Single();
        Encoding.UTF8.GetByteCount((string)row["ProcessCommandLine"]!).ShouldBeInRange(59_000, 60_000);
        row["CutColumns"]!.AsArray().Select(name => (string?)name).ShouldBe(["ProcessCommandLine", "Evidence"], ignoreOrder: true);
    }

    [Fact]
    public async Task No_column_comes_that_the_rule_does_not_declare()
    {
        await _scene.RowsOfAsync(_scene.Alert(alert => alert with { Evidence = [Ip("203.0.113.9")] }).Id, 1, StreamScene.Evidence);
        _scene.Dropped.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_names_the_twin_and_the_health_says_ok()
    {
        var incident = _scene.Defender.Create();
        await Wait.UntilAsync(
            () => _scene.Environment.Sentinel.Find(Stories.TestEnvironment.TwinOf(incident.Id)) is not null, () => "No twin comes.");
        await _scene.Environment.SettleAsync();
        var row = (await _scene.RowsOfAsync(_scene.Defender.AddAlert(incident.Id).Id, 1)).Single();
        ((string?)row["SentinelIncidentName"]).ShouldBe(Stories.TestEnvironment.TwinOf(incident.Id));
        var (_, body) = await _scene.Environment.HealthAsync("/health/ready");
        body!["connections"]![0]!["stream"]!["state"]!.GetValue<string>().ShouldBe("ok");
        body["connections"]![0]!["alerts"]!["state"]!.GetValue<string>().ShouldBe("ok");
    }

    [Fact]
    public async Task A_link_counts_the_alerts_of_its_incident()
    {
        var pair = await _scene.Environment.PairAsync();
        await _scene.RowsOfAsync(_scene.Defender.AddAlert(pair.DefenderId).Id, 1);
        await _scene.Environment.SettleAsync();
        var id = await _scene.Environment.Database.ReadAsync($"select id::text from link where defender_id = '{pair.DefenderId}'");
        await using var connection =
            await _scene.Environment.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await Wait.UntilAsync(
            async () => await CountAsync() == new AlertCounts(1, 0, 0, "written"), () => "The counts are not those of one alert.");

        Task<AlertCounts?> CountAsync() =>
            AlertCounts.FindAsync(connection, Guid.Parse(id.Single()), TestContext.Current.CancellationToken);
    }

    private static Actor Person { get; } = Actor.Person("alice@contoso.com");

    private static JsonObject Ip(string address) =>
        new() { ["@odata.type"] = "#microsoft.graph.security.ipEvidence", ["ipAddress"] = address };

    private static JsonObject Url(string url) => new() { ["@odata.type"] = "#microsoft.graph.security.urlEvidence", ["url"] = url };
}
