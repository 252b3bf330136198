using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Testing.Portals;
using static IncidentSync.Simulator.Tests.SentinelUrls;

namespace IncidentSync.Simulator.Tests;

public class SentinelEvidenceTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private SentinelPortal Sentinel => simulator.World.Sentinel();

    [Fact]
    public async Task Alerts_and_entities_of_an_incident_are_posted_for()
    {
        var incident = Sentinel.Create();
        Sentinel.AddAlert(incident.Name, alert => alert with
        {
            Entities = [new SentinelEntity("e1", "Ip", new JsonObject { ["address"] = "10.0.0.1" }),
                new SentinelEntity("e2", "Ip", new JsonObject())],
        });
        (await simulator.Arm.Post(Under(Incident(incident.Name), "alerts"))).Values.Single()!["kind"]!.GetValue<string>()
            .ShouldBe("SecurityAlert");
        var entities = await simulator.Arm.Post(Under(Incident(incident.Name), "entities"));
        entities.Json["metaData"]!.ToJsonString().ShouldBe("""[{"entityKind":"Ip","count":2}]""");
        (await simulator.Arm.Get(Incident(incident.Name))).Properties["additionalData"]!["alertsCount"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_new_relation_is_answered_with_200_and_moves_the_incident()
    {
        var (incident, alert) = (Sentinel.Create(), Sentinel.AddAlert());
        var related = await Relate(incident, "relation-1", alert.SystemAlertId);
        related.Status.ShouldBe(HttpStatusCode.OK);
        related.Find("type").ShouldBe("Microsoft.SecurityInsights/Incidents/relations");
        Sentinel.Find(incident.Name)!.Etag.ShouldNotBe(incident.Etag);
    }

    [Fact]
    public async Task A_relation_to_what_is_not_there_or_already_there_is_refused()
    {
        var (incident, alert, other) = (Sentinel.Create(), Sentinel.AddAlert(), Sentinel.AddAlert());
        await Relate(incident, "relation-1", alert.SystemAlertId);
        (await Relate(incident, "relation-2", alert.SystemAlertId)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Relate(incident, "relation-1", other.SystemAlertId)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await Relate(incident, "relation-3", Guid.NewGuid().ToString())).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Relate(incident, "a_b", other.SystemAlertId)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Relations_are_listed_read_and_deleted()
    {
        var (incident, alert) = (Sentinel.Create(), Sentinel.AddAlert());
        await Relate(incident, "relation-1", alert.SystemAlertId);
        var url = Incident(incident.Name);
        (await simulator.Arm.Get(Under(url, "relations"))).Values.Count.ShouldBe(1);
        (await simulator.Arm.Get(Under(url, "relations/relation-1"))).Properties["relatedResourceKind"]!.GetValue<string>()
            .ShouldBe("SecurityAlert");
        (await simulator.Arm.Delete(Under(url, "relations/relation-1"))).Status.ShouldBe(HttpStatusCode.OK);
        (await simulator.Arm.Delete(Under(url, "relations/relation-1"))).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    private Task<PortalAnswer> Relate(SentinelIncident incident, string name, string alertId) =>
        simulator.Arm.Put(Under(Incident(incident.Name), $"relations/{name}"),
        new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["relatedResourceId"] = $"{Sentinel.Workspace.ResourceId}/providers/Microsoft.SecurityInsights/entities/{alertId}",
            },
        });
}
