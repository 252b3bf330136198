using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

public class GraphAlertTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Fact]
    public async Task An_alert_is_listed_by_its_own_filters_and_read_by_id()
    {
        var alert = simulator.World.Defender()
            .AddAlert(simulator.World.Defender().Create().Id, made => made with { Title = "Mimikatz", AssignedTo = "bob@contoso.com" });
        var page = await simulator.Graph.Get("/security/alerts_v2?$filter=assignedTo eq 'bob@contoso.com' and status eq 'new'");
        page.Values.Count.ShouldBe(1);
        (await simulator.Graph.Get($"/security/alerts_v2/{alert.Id}")).Find("title").ShouldBe("Mimikatz");
    }

    [Fact]
    public async Task A_changed_alert_is_newer_than_its_incident()
    {
        var incident = simulator.World.Defender().Create();
        var alert = simulator.World.Defender().AddAlert(incident.Id);
        var before = await simulator.Graph.Get($"/security/incidents/{incident.Id}");
        simulator.World.Clock.Advance(TimeSpan.FromSeconds(1));
        (await simulator.Graph.Patch($"/security/alerts_v2/{alert.Id}", new JsonObject { ["status"] = "resolved" })).Find("status")
            .ShouldBe("resolved");
        var after = await simulator.Graph.Get($"/security/incidents/{incident.Id}");
        after.Find("lastUpdateDateTime").ShouldBe(before.Find("lastUpdateDateTime"));
    }

    [Fact]
    public async Task An_alert_raises_its_incidents_severity()
    {
        var incident = simulator.World.Defender().Create(made => made with { Severity = "low" });
        simulator.World.Defender().AddAlert(incident.Id, alert => alert with { Severity = "high" });
        var read = await simulator.Graph.Get($"/security/incidents/{incident.Id}");
        read.Find("severity").ShouldBe("high");
        read.Find("lastModifiedBy").ShouldBe("Microsoft 365 Defender-AlertCorrelation");
    }

    [Fact]
    public async Task A_newer_service_source_is_unknownFutureValue_without_the_header()
    {
        var alert = simulator.World.Defender()
            .AddAlert(simulator.World.Defender().Create().Id, made => made with { ServiceSource = "microsoftSentinel" });
        (await simulator.Graph.Get($"/security/alerts_v2/{alert.Id}")).Find("serviceSource").ShouldBe("unknownFutureValue");
        var all = await simulator.Graph.Get($"/security/alerts_v2/{alert.Id}", ("Prefer", "include-unknown-enum-members"));
        all.Find("serviceSource").ShouldBe("microsoftSentinel");
    }

    // A live alert of 2026.
    [Fact]
    public async Task An_alert_that_nobody_has_judged_has_null_for_a_verdict()
    {
        var alert = simulator.World.Defender().AddAlert(simulator.World.Defender().Create().Id);
        var text = (await simulator.Graph.Get($"/security/alerts_v2/{alert.Id}")).Text;
        text.ShouldContain("\"classification\":null,\"determination\":null");
    }

    // As the older APIs take it, and clients that were written for them still send it.
    [Fact]
    public async Task A_comment_in_an_alert_patch_is_appended()
    {
        var alert = simulator.World.Defender().AddAlert(simulator.World.Defender().Create().Id);
        await simulator.Graph.Patch($"/security/alerts_v2/{alert.Id}", new JsonObject { ["comment"] = "seen" });
        var patched = await simulator.Graph.Patch($"/security/alerts_v2/{alert.Id}",
            new JsonObject { ["status"] = "resolved", ["comment"] = "done" });
        patched.Json["comments"]!.AsArray().Select(comment => $"{comment!["createdByDisplayName"]}: {comment["comment"]}")
            .ShouldBe(["API-App:IncidentSync: seen", "API-App:IncidentSync: done"]);
        patched.Find("status").ShouldBe("resolved");
    }

    [Fact]
    public async Task A_bad_alert_patch_is_400()
    {
        var alert = simulator.World.Defender().AddAlert(simulator.World.Defender().Create().Id);
        (await simulator.Graph.Patch($"/security/alerts_v2/{alert.Id}",
            new JsonObject { ["status"] = "active" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await simulator.Graph.Patch("/security/alerts_v2/none", new JsonObject())).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
