using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing.Portals;
using static IncidentSync.Simulator.Tests.SentinelUrls;

namespace IncidentSync.Simulator.Tests;

/// <summary>What was done and what was called can be read afterwards.</summary>
public class RecordTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Fact]
    public async Task Whoever_edits_a_defender_incident_is_in_the_log_with_old_and_new()
    {
        var id = simulator.World.Defender().Create().Id;
        simulator.World.Defender().Edit(id, Actor.Person("alice@contoso.com"), incident => incident with { Severity = "high" });
        await simulator.Graph.Patch($"/security/incidents/{id}", new JsonObject { ["status"] = "resolved" });
        Log(Portal.Defender, id).ShouldBe(
        [
            "Automation created  > Suspicious activity on one endpoint",
            "Person severity medium > high",
            "App status active > resolved",
        ]);
    }

    [Fact]
    public async Task Whoever_edits_a_sentinel_incident_is_in_the_log_with_old_and_new()
    {
        var name = Guid.NewGuid().ToString();
        await simulator.Arm.Put(Incident(name), Body());
        simulator.World.Sentinel().Edit(name, Actor.NativeSync, incident => incident with { Status = "Active" });
        await simulator.Arm.Put(Under(Incident(name), "comments/c"), Comment("hello"));
        await simulator.Arm.Delete(Incident(name));
        Log(Portal.Sentinel, name).ShouldBe(
        [
            "App created  > Suspicious sign-in",
            "NativeSync status New > Active",
            "App comment  > hello",
            "App deleted Suspicious sign-in > ",
        ]);
    }

    [Fact]
    public void Alerts_and_merges_are_in_the_log_of_the_incidents_they_touch()
    {
        simulator.World.Defender().MergeIntoNewerShare = 0;
        var (older, newer) = (simulator.World.Defender().Create().Id, simulator.World.Defender().Create().Id);
        var alert = simulator.World.Defender().AddAlert(newer).Id;
        simulator.World.Defender().Merge([older, newer]);
        Log(Portal.Defender, newer).ShouldContain($"Automation redirectIncidentId  > {older}");
        Log(Portal.Defender, older).ShouldContain($"Automation alert:{alert}.incidentId {newer} > {older}");
    }

    [Fact]
    public async Task Every_call_is_counted_by_operation_and_status()
    {
        long Count(int status) => simulator.World.Calls.Total(Portal.Defender, Operations.IncidentsGet, "IncidentSync", status, "GET");
        var (found, missing) = (Count(200), Count(404));
        await simulator.Graph.Get($"/security/incidents/{simulator.World.Defender().Create().Id}");
        await simulator.Graph.Get("/security/incidents/none");
        (Count(200), Count(404)).ShouldBe((found + 1, missing + 1));
    }

    private List<string> Log(Portal portal, string id) =>
        simulator.World.Edits.Of(portal, id).Select(edit => $"{edit.Actor.Kind} {edit.Field} {edit.Old} > {edit.New}").ToList();
}
