using System.Text.Json.Nodes;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Stream;
using IncidentSync.Service.Tests.Stories;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Stream;

/// <summary>The workspace refuses, delays or loses what is sent to it: every event still comes, and nothing else suffers.</summary>
public sealed class StreamFaultStories(PostgresFixture postgres)
{
    [Fact]
    public async Task A_lost_answer_brings_the_same_rows_again_under_the_same_ids()
    {
        await using var scene = await StreamScene.StartAsync(postgres);
        scene.World.Faults.Arm(Fault(FaultKind.DropAfter));
        var alert = scene.Alert();
        var rows = await scene.RowsOfAsync(alert.Id, 2);
        rows.Select(row => (string)row["EventId"]!).Distinct().Count().ShouldBe(1);
        rows[0].ToJsonString().ShouldBe(rows[1].ToJsonString());
    }

    [Fact]
    public async Task A_rule_that_asks_for_a_pause_is_not_called_before_it_is_over_by_any_replica()
    {
        await using var scene = await StreamScene.StartAsync(postgres);
        await scene.Environment.StartServiceAsync();
        scene.World.Faults.Arm(Fault(FaultKind.Status) with { Status = 429, RetryAfterSeconds = 4 });
        var alert = scene.Alert();
        await Wait.UntilAsync(() => Calls(scene, 429) == 1, () => "No call is refused.");
        var refusedAt = DateTimeOffset.UtcNow;
        await scene.RowsOfAsync(alert.Id, 1);
        (DateTimeOffset.UtcNow - refusedAt).ShouldBeGreaterThan(TimeSpan.FromSeconds(3.5));
        Calls(scene, 429).ShouldBe(1);
    }

    [Fact]
    public async Task Without_the_role_the_stream_is_denied_and_incidents_go_on_and_after_the_grant_every_row_comes()
    {
        await using var scene = await StreamScene.StartAsync(postgres, rule => rule with { Apps = [] });
        var alert = scene.Alert();
        await Wait.UntilAsync(async () => await StateAsync(scene) == "denied", () => "The stream is not denied.");
        await scene.Environment.PairAsync();
        StreamScene.Declare(scene.World);
        await scene.RowsOfAsync(alert.Id, 1);
        await Wait.UntilAsync(async () => await StateAsync(scene) == "ok", () => "The stream stays denied.");
    }

    [Fact]
    public async Task A_row_that_the_workspace_refuses_is_listed_and_passed()
    {
        await using var scene = await StreamScene.StartAsync(postgres);
        scene.World.Faults.Arm(Poison("poison in the title"));
        var incident = scene.Defender.Create().Id;
        var others = Enumerable.Range(0, 20).Select(_ => scene.Defender.AddAlert(incident).Id).ToList();
        var poison = scene.Defender.AddAlert(incident, alert => alert with { Title = "poison in the title" });
        others.AddRange(Enumerable.Range(0, 20).Select(_ => scene.Defender.AddAlert(incident).Id));
        foreach (var other in others)
        {
            await scene.RowsOfAsync(other, 1);
        }

        (await scene.Environment.Database.ReadAsync("select alert_id from stream_refused")).ShouldBe([poison.Id]);
        scene.RowsOf(StreamScene.Alerts, poison.Id).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_backlog_of_many_batches_comes_in_order_and_only_a_lost_answer_brings_rows_again()
    {
        await using var scene = await StreamScene.StartAsync(
            postgres,
            surroundings: new Surroundings { Settings = settings => settings.With("Connections:0:Stream:MaxBatchBytes=100000") });
        scene.World.Faults.Arm(Fault(FaultKind.DropAfter) with { Contains = "the tenth" });
        var incident = scene.Defender.Create().Id;
        await scene.Environment.UnseenAsync(() => Enumerable.Range(1, 60).ToList().ForEach(number => scene.Defender.AddAlert(
            incident, alert => alert with { Title = number == 10 ? "the tenth" : "another", Description = new string('x', 9_000) })));
        await Wait.UntilAsync(
            () => Sequences().Distinct().Count() == 60 && Sequences().Count > 60, () => $"{Sequences().Count} rows came.");
        Sequences().Distinct().ShouldBe(Enumerable.Range(1, 60).Select(number => (long)number));

        // A batch has ten of them at most.
        Sequences().Count.ShouldBeInRange(61, 70);

        IReadOnlyList<long> Sequences() => [.. scene.Rows(StreamScene.Alerts).Select(row => (long)row["Sequence"]!)];
    }

    [Fact]
    public async Task A_row_whose_raw_columns_are_refused_comes_without_them_and_says_so()
    {
        await using var scene = await StreamScene.StartAsync(postgres);
        scene.World.Faults.Arm(Poison("poison in the comment"));
        var alert = scene.Alert(alert => alert with
        {
            Comments = [new Simulator.Defender.DefenderComment("poison in the comment", "alice@contoso.com", DateTimeOffset.UtcNow)],
        });
        var row = (await scene.RowsOfAsync(alert.Id, 1)).Single();
        row["Comments"].ShouldBeNull();
        row["CutColumns"]!.AsArray().Select(name => (string?)name).ShouldContain("Comments");
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_tokens_stay_with_their_origin()
    {
        await using var scene = await StreamScene.StartAsync(postgres);
        scene.World.Faults.Arm(Fault(FaultKind.Redirect));
        await scene.RowsOfAsync(scene.Alert().Id, 1);
        scene.World.Calls.Total(Portal.Elsewhere).ShouldBe(0);
    }

    [Fact]
    public async Task What_happens_while_the_connection_observes_is_streamed_when_it_writes_again()
    {
        var mode = "Observe";
        await using var scene = await StreamScene.StartAsync(
            postgres, surroundings: new Surroundings { Settings = settings => settings.With("Connections:0:Mode", mode) });
        var alert = scene.Alert();
        await Wait.UntilAsync(
            async () => (await scene.Environment.Database.ReadAsync("select 1 from alert_event")).Count == 1,
            () => "The alert is not read.");
        scene.World.Calls.Total(Portal.Ingestion).ShouldBe(0);
        mode = "Sync";
        await scene.Environment.UnseenAsync(() => { });
        await scene.RowsOfAsync(alert.Id, 1);
    }

    [Fact]
    public async Task A_replica_that_stops_gives_its_tables_to_the_others_at_once()
    {
        await using var scene = await StreamScene.StartAsync(postgres);
        await scene.RowsOfAsync(scene.Alert().Id, 1);
        (await HeldAsync()).ShouldBe(2);
        await scene.Environment.StopServiceAsync();
        (await HeldAsync()).ShouldBe(0);

        async Task<int> HeldAsync() =>
            (await scene.Environment.Database.ReadAsync("select 1 from consumer where lease_until > clock_timestamp()")).Count;
    }

    [Fact]
    public async Task While_it_is_not_known_whether_Microsofts_own_sync_serves_the_workspace_nothing_is_sent()
    {
        await using var scene = await StreamScene.StartAsync(postgres);
        var incident = scene.Defender.AddAlert((await scene.Environment.PairAsync()).DefenderId).IncidentId;
        await Wait.UntilAsync(() => Sent() == 2, () => $"{Sent()} calls bring the alert and tell of it at its twin.");
        await scene.Environment.UnseenAsync(() => scene.World.Faults.Arm(
            new Fault(Portal.Sentinel, FaultKind.Status) { Operation = Operations.DataConnectorsList, Count = null }));
        var alert = scene.Defender.AddAlert(incident);
        await Wait.UntilAsync(
            async () => (await scene.Environment.Database.ReadAsync("select 1 from twin_comment where is_due")).Count == 1,
            () => "No comment is due.");
        Sent().ShouldBe(2);
        scene.World.Faults.Clear();
        await scene.RowsOfAsync(alert.Id, 1);

        long Sent() => scene.World.Calls.Total(Portal.Ingestion, Operations.LogsIngest)
            + scene.World.Edits.After().Count(edit => edit.New?.StartsWith("Alerts of", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_connection_with_a_filter_leaks_nothing_and_a_late_tag_sends_all_alerts_of_the_incident()
    {
        await using var scene = await StreamScene.StartAsync(
            postgres, surroundings: new Surroundings { Settings = settings => settings.With("Connections:0:Filter:Tags:0", "shared") });
        var address = new JsonObject { ["@odata.type"] = "#microsoft.graph.security.ipEvidence", ["ipAddress"] = "203.0.113.7" };
        var hidden = scene.Alert(alert => alert with { Evidence = [address] });
        var shared = scene.Defender.Create(incident => incident with { CustomTags = ["shared"] });
        await Wait.UntilAsync(
            () => scene.Environment.Sentinel.Find(TestEnvironment.TwinOf(shared.Id)) is not null, () => "No twin comes.");
        await scene.RowsOfAsync(scene.Defender.AddAlert(shared.Id).Id, 1);
        scene.Rows(StreamScene.Alerts).Concat(scene.Rows(StreamScene.Evidence))
            .ShouldNotContain(row => (string?)row["AlertId"] == hidden.Id);
        scene.Defender.Edit(hidden.IncidentId, Actor.Person("alice@contoso.com"), incident => incident with { CustomTags = ["shared"] });
        ((string?)(await scene.RowsOfAsync(hidden.Id, 1)).Single()["Kind"]).ShouldBe("linked");
        await scene.RowsOfAsync(hidden.Id, 1, StreamScene.Evidence);
    }

    [Fact]
    public async Task A_rewind_sends_everything_since_then_again_under_the_ids_it_had()
    {
        await using var scene = await StreamScene.StartAsync(postgres);
        var alert = scene.Alert();
        await scene.RowsOfAsync(alert.Id, 1);
        await new StreamQuery(scene.Environment.Database.DataSource, []).RewindAsync(
            "contoso", DateTimeOffset.UtcNow.AddHours(-1), Audited, TestContext.Current.CancellationToken);
        (await scene.RowsOfAsync(alert.Id, 2)).Select(row => (string)row["EventId"]!).Distinct().Count().ShouldBe(1);
        (await scene.Environment.Database.ReadAsync("select reason from audit")).ShouldBe(["the table was purged by mistake"]);
    }

    [Fact]
    public async Task What_was_purged_before_it_was_sent_is_said_in_the_table()
    {
        await using var scene = await StreamScene.StartAsync(
            postgres, rule => rule with { Apps = [] },
            new Surroundings { Settings = settings => settings.With("Connections:0:Alerts:Retention", "00:00:00.001") });
        var lost = scene.Alert();
        await Wait.UntilAsync(async () => await StateAsync(scene) == "denied", () => "The stream is not denied.");
        await scene.Environment.UnseenAsync(() => { });
        await Wait.UntilAsync(async () => await StateAsync(scene) == "losing", () => "The loss is not told.");
        StreamScene.Declare(scene.World);
        await Wait.UntilAsync(
            () => scene.Rows(StreamScene.Alerts).Any(row => (string?)row["Kind"] == "gap"), () => "The table says nothing of the loss.");
        await Wait.UntilAsync(async () => await StateAsync(scene) == "ok", () => "The loss is told, and the stream is losing for ever.");
        scene.RowsOf(StreamScene.Alerts, lost.Id).ShouldBeEmpty();
        scene.Environment.Logs.Lines.ShouldContain(line => line.Contains("8016"));
    }

    private static AuditEntry Audited { get; } = new(
        new Service.Admin.Access.Caller("issuer", "subject", null, null), "rewind-stream", "contoso", true,
        "the table was purged by mistake", "trace");

    // A batch with this text is refused.
    private static Fault Poison(string text) =>
        Fault(FaultKind.Status) with { Status = 400, Code = "InvalidContent", Contains = text, Count = null };

    private static Fault Fault(FaultKind kind) => new(Portal.Ingestion, kind) { Operation = Operations.LogsIngest };

    private static long Calls(StreamScene scene, int status) =>
        scene.World.Calls.Total(Portal.Ingestion, status: status);

    private static async Task<string?> StateAsync(StreamScene scene) =>
        (string?)(await scene.Environment.HealthAsync("/health/ready")).Body!["connections"]![0]!["stream"]!["state"];
}
