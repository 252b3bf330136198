using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Faults;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

/// <summary>What whoever reads alerts_v2 page by page meets, and the hand that makes alerts of any form.</summary>
public sealed class AlertFeedTests : IClassFixture<SimulatorFixture>, IDisposable
{
    private const string Alerts = "/security/alerts_v2";
    private readonly SimulatorFixture _simulator;
    private readonly DefenderIncident _incident;

    public AlertFeedTests(SimulatorFixture simulator) => (_simulator, _incident) = (simulator, simulator.World.Defender().Create());

    private PortalClient Control => new(_simulator.Http, new Uri(_simulator.Host.Authority, "control/defender/contoso"), "");

    public void Dispose() => _simulator.World.Faults.Clear();

    [Fact]
    public async Task A_page_holds_a_thousand_alerts_whatever_was_asked_for()
    {
        for (var made = 0; made < 1001; made++)
        {
            _simulator.World.Defender().AddAlert(_incident.Id);
        }

        (await _simulator.Graph.Get($"{Alerts}?$top=5000")).Values.Count.ShouldBe(1000);
        (await _simulator.Graph.Get(Alerts)).Values.Count.ShouldBe(1000);
    }

    [Theory]
    [InlineData("$top=100&$skip=5900", 200)]
    [InlineData("$top=100&$skip=5901", 400)]
    [InlineData("$top=5000&$skip=5001", 400)]
    public async Task Pages_reach_as_deep_as_6000(string query, int status) =>
        ((int)(await _simulator.Graph.Get($"{Alerts}?{query}")).Status).ShouldBe(status);

    [Fact]
    public async Task An_alert_is_made_of_any_members_and_any_evidence()
    {
        var made = await Control.Post($"/incidents/{_incident.Id}/alerts", JsonNode.Parse("""
            {
              "title": "By hand", "serviceSource": "microsoftDefenderForQuantum", "systemTags": ["one"], "alertPolicyId": 7,
              "lastUpdateDateTime": "2026-01-02T03:04:05.1234567Z", "newMember": { "a": [1] },
              "evidence": [{ "@odata.type": "#microsoft.graph.security.neverSeenEvidence", "deep": { "x": null } }]
            }
            """)!);
        var read = await _simulator.Graph.Get($"{Alerts}/{made.Find("id")}", ("Prefer", "include-unknown-enum-members"));
        (read.Find("title"), read.Find("serviceSource"), read.Find("lastUpdateDateTime"))
            .ShouldBe(("By hand", "microsoftDefenderForQuantum", "2026-01-02T03:04:05.1234567Z"));
        read.Json["evidence"]!.ToJsonString()
            .ShouldBe("""[{"@odata.type":"#microsoft.graph.security.neverSeenEvidence","deep":{"x":null}}]""");
        (read.Json["newMember"]!.ToJsonString(), read.Json["alertPolicyId"]!.GetValue<int>()).ShouldBe(("""{"a":[1]}""", 7));
    }

    [Fact]
    public async Task A_source_that_nobody_knows_is_unknownFutureValue_without_the_header()
    {
        var alert = _simulator.World.Defender().AddAlert(_incident.Id, made => made with { ServiceSource = "microsoftDefenderForQuantum" });
        (await _simulator.Graph.Get($"{Alerts}/{alert.Id}")).Find("serviceSource").ShouldBe("unknownFutureValue");
    }

    [Fact]
    public async Task An_alert_older_than_its_incident_does_not_take_the_incident_back()
    {
        await Control.Post($"/incidents/{_incident.Id}/alerts", JsonNode.Parse("""{"lastUpdateDateTime":"2026-01-02T03:04:05Z"}""")!);
        _simulator.World.Defender().Find(_incident.Id)!.LastUpdateDateTime.ShouldBe(_incident.LastUpdateDateTime);
    }

    [Theory]
    [InlineData("""{"evidence":{}}""")]
    [InlineData("""{"evidence":[1]}""")]
    [InlineData("""{"createdDateTime":"soon"}""")]
    [InlineData("""{"incidentId":"1"}""")]
    public async Task What_cannot_be_an_alert_is_400(string body) =>
        (await Control.Post($"/incidents/{_incident.Id}/alerts", JsonNode.Parse(body)!)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_touch_moves_the_stamp_of_an_alert_and_nothing_else()
    {
        var alert = _simulator.World.Defender().AddAlert(_incident.Id);
        var before = (await _simulator.Graph.Get($"{Alerts}/{alert.Id}")).Json.AsObject();
        _simulator.World.Clock.Advance(TimeSpan.FromSeconds(1));
        await Control.Post($"/alerts/{alert.Id}/touch");
        var after = (await _simulator.Graph.Get($"{Alerts}/{alert.Id}")).Json.AsObject();
        after["lastUpdateDateTime"]!.ToString().ShouldNotBe(before["lastUpdateDateTime"]!.ToString());
        after["lastUpdateDateTime"] = before["lastUpdateDateTime"]!.DeepClone();
        after.ToJsonString().ShouldBe(before.ToJsonString());
    }

    [Fact]
    public async Task An_alert_may_become_visible_later_than_its_stamp()
    {
        var made = await Control.Post($"/incidents/{_incident.Id}/alerts?visibleAfter=00:10:00", JsonNode.Parse("""{"title":"Late"}""")!);
        (await _simulator.Graph.Get($"{Alerts}/{made.Find("id")}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _simulator.Graph.Get($"{Alerts}?$top=10")).Text.ShouldNotContain(made.Find("id")!);
        (await _simulator.Graph.Get($"/security/incidents/{_incident.Id}?$expand=alerts")).Text.ShouldNotContain(made.Find("id")!);
        _simulator.World.Clock.Advance(TimeSpan.FromMinutes(10));
        (await _simulator.Graph.Get($"{Alerts}?$top=10")).Text.ShouldContain(made.Find("id")!);
    }

    [Fact]
    public async Task A_page_breaks_when_a_certain_alert_stands_on_it()
    {
        var bad = _simulator.World.Defender().AddAlert(_incident.Id);
        _simulator.World.Clock.Advance(TimeSpan.FromSeconds(1));
        var good = _simulator.World.Defender().AddAlert(_incident.Id);
        Arm(new Fault(Portal.Defender, FaultKind.Status) { Contains = bad.Id });
        (await _simulator.Graph.Get($"{Alerts}?$top=2")).Status.ShouldBe(HttpStatusCode.InternalServerError);
        (await _simulator.Graph.Get($"{Alerts}?$top=1&$skip=1")).Status.ShouldBe(HttpStatusCode.InternalServerError);
        (await _simulator.Graph.Get($"{Alerts}?$top=1")).Values[0]!["id"]!.ToString().ShouldBe(good.Id);
        (await _simulator.Graph.Get($"{Alerts}/{bad.Id}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pages_of_more_rows_than_a_number_break()
    {
        Arm(new Fault(Portal.Defender, FaultKind.Status) { TopAbove = 25 });
        (await _simulator.Graph.Get($"{Alerts}?$top=26")).Status.ShouldBe(HttpStatusCode.InternalServerError);
        (await _simulator.Graph.Get(Alerts)).Status.ShouldBe(HttpStatusCode.InternalServerError);
        (await _simulator.Graph.Get($"{Alerts}?$top=25")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Alerts_of_one_title_share_a_detector_and_others_have_another()
    {
        var defender = _simulator.World.Defender();
        var ids = new List<string>();
        foreach (var title in new[] { "One", "One", "Two" })
        {
            var alert = defender.AddAlert(_incident.Id, made => made with { Title = title });
            ids.Add((await _simulator.Graph.Get($"{Alerts}/{alert.Id}")).Find("detectorId")!);
        }

        (ids[1] == ids[0], ids[2] == ids[0]).ShouldBe((true, false));
        ids.ShouldAllBe(id => Guid.Parse(id) != Guid.Empty);
    }

    private void Arm(Fault fault) =>
        _simulator.World.Faults.Arm(fault with { Operation = Operations.AlertsList, Status = 500, Count = null });
}
