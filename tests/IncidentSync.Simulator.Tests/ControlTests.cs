using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

public class ControlTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private PortalClient Control => new(simulator.Http, new Uri(simulator.Host.Authority, "control"), "");

    [Fact]
    public async Task The_list_of_endpoints_has_a_line_for_each()
    {
        var endpoints = (await Control.Get("")).Json.AsArray();
        endpoints.Select(endpoint => endpoint!["path"]!.GetValue<string>()).ShouldContain("/control/faults");
        endpoints.ShouldAllBe(endpoint => endpoint!["does"]!.GetValue<string>().Length > 0);
    }

    [Fact]
    public async Task The_world_is_shown_without_secrets()
    {
        var world = await Control.Get("/world");
        world.Json["tenants"]![0]!["name"]!.GetValue<string>().ShouldBe("contoso");
        world.Text.ShouldNotContain(Contoso.Secret);
    }

    [Fact]
    public async Task A_person_edits_and_comments_in_defender()
    {
        var id = (await Control.Post("/defender/contoso/incidents", JsonNode.Parse("""{"displayName":"Phish","severity":"high"}""")!))
            .Find("id")!;
        await Control.Patch($"/defender/contoso/incidents/{id}?by=bob@contoso.com",
            JsonNode.Parse("""{"status":"inProgress","assignedTo":"bob@contoso.com"}""")!);
        await Control.Post($"/defender/contoso/incidents/{id}/comments?by=bob@contoso.com", JsonNode.Parse("""{"comment":"on it"}""")!);
        var read = await simulator.Graph.Get($"/security/incidents/{id}");
        (read.Find("status"), read.Find("lastModifiedBy")).ShouldBe(("inProgress", "bob@contoso.com"));
        read.Json["comments"]![0]!["createdByDisplayName"]!.GetValue<string>().ShouldBe("bob@contoso.com");
    }

    [Fact]
    public async Task A_person_edits_comments_and_deletes_in_sentinel()
    {
        var name = (await Control.Post("/sentinel/contoso-sentinel/incidents", JsonNode.Parse("""{"title":"Phish","labels":["vip"]}""")!))
            .Find("name")!;
        await Control.Patch($"/sentinel/contoso-sentinel/incidents/{name}",
            JsonNode.Parse("""{"status":"Closed","classification":"Undetermined"}""")!);
        await Control.Post($"/sentinel/contoso-sentinel/incidents/{name}/comments", JsonNode.Parse("""{"comment":"done"}""")!);
        var read = await simulator.Arm.Get(SentinelUrls.Incident(name));
        (read.Properties["status"]!.ToString(), read.Properties["labels"]![0]!["labelName"]!.ToString()).ShouldBe(("Closed", "vip"));
        (await Control.Delete($"/sentinel/contoso-sentinel/incidents/{name}")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_person_who_reopens_in_sentinel_leaves_no_verdict()
    {
        var made = simulator.World.Sentinel().Create(incident => incident with { Status = "Closed", Classification = "Undetermined" });
        var open = await Control.Patch($"/sentinel/contoso-sentinel/incidents/{made.Name}", JsonNode.Parse("""{"status":"Active"}""")!);
        open.Properties["classification"].ShouldBeNull();
    }

    [Fact]
    public async Task What_a_portal_would_refuse_a_person_cannot_do_either()
    {
        var made = simulator.World.Sentinel().Create();
        (await Control.Patch($"/sentinel/contoso-sentinel/incidents/{made.Name}",
            JsonNode.Parse("""{"status":"Closed"}""")!)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Control.Patch("/defender/contoso/incidents/none", new JsonObject())).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Control.Get("/defender/nobody/incidents")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_fault_is_armed_listed_and_disarmed()
    {
        var armed = await Control.Post("/faults",
            JsonNode.Parse("""{"portal":"defender","kind":"status","operation":"alerts.get","status":502,"count":null}""")!);
        armed.Status.ShouldBe(HttpStatusCode.Created);
        (await simulator.Graph.Get("/security/alerts_v2/x")).Status.ShouldBe(HttpStatusCode.BadGateway);
        (await Control.Get("/faults")).Json.AsArray().Single()!["met"]!.GetValue<int>().ShouldBe(1);
        (await Control.Delete($"/faults/{armed.Json["id"]}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Control.Post("/faults",
            JsonNode.Parse("""{"portal":"defender","kind":"status","oper":"x"}""")!)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Budgets_and_clock_are_set_and_calls_and_edits_are_read()
    {
        (await Control.Send(HttpMethod.Put, "/budgets", JsonNode.Parse("""{"lifted":true}"""))).Json["lifted"]!.GetValue<bool>()
            .ShouldBeTrue();
        var counted = await Control.Send(HttpMethod.Put, "/budgets", JsonNode.Parse("""{"lifted":true,"puts":75}"""));
        (counted.Json["puts"]!.GetValue<int>(), simulator.World.Budgets.AnnouncedPuts).ShouldBe((75, 75));
        (await Control.Send(HttpMethod.Put, "/budgets", JsonNode.Parse("""{"lifted":true,"puts":0}"""))).Status
            .ShouldBe(HttpStatusCode.BadRequest);
        (await Control.Send(HttpMethod.Put, "/clock", JsonNode.Parse("""{"advance":"00:10:00"}"""))).Status.ShouldBe(HttpStatusCode.OK);
        (await Control.Send(HttpMethod.Put, "/clock", JsonNode.Parse("""{"speed":0}"""))).Status.ShouldBe(HttpStatusCode.BadRequest);
        var id = simulator.World.Defender().Create(by: Actor.Person("carol@contoso.com")).Id;
        var edits = await Control.Get($"/edits?portal=defender&incident={id}");
        edits.Json[0]!["actor"]!["name"]!.GetValue<string>().ShouldBe("carol@contoso.com");
        (await Control.Get("/calls")).Json.AsArray().ShouldNotBeEmpty();
    }
}
