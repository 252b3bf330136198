using System.Net;
using System.Text.Json.Nodes;

namespace IncidentSync.Service.Tests.Simulator;

public class SentinelIncidentTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Fact]
    public async Task A_put_creates_with_201_and_updates_with_200()
    {
        var url = NewIncident();
        (await simulator.Arm.Put(url, Body())).Status.ShouldBe(HttpStatusCode.Created);
        (await simulator.Arm.Put(url, Body(status: "Active"))).Status.ShouldBe(HttpStatusCode.OK);
        (await simulator.Arm.Get(url)).Properties["status"]!.GetValue<string>().ShouldBe("Active");
    }

    [Fact]
    public async Task A_stale_etag_in_the_body_is_409_with_the_recorded_text()
    {
        var url = NewIncident();
        var first = await simulator.Arm.Put(url, Body());
        await simulator.Arm.Put(url, Body(status: "Active"));
        var stale = await simulator.Arm.Put(url, Body(etag: first.Find("etag")));
        stale.Status.ShouldBe(HttpStatusCode.Conflict);
        stale.ErrorMessage.ShouldBe($"Newer version of resource '{first.Find("name")}' exists. Data was not saved");
    }

    [Fact]
    public async Task Without_an_etag_the_last_write_wins()
    {
        var url = NewIncident();
        var first = await simulator.Arm.Put(url, Body());
        var second = await simulator.Arm.Put(url, Body(title: "Second"));
        second.Status.ShouldBe(HttpStatusCode.OK);
        second.Find("etag").ShouldNotBe(first.Find("etag"));
    }

    [Fact]
    public async Task What_a_put_leaves_out_is_cleared()
    {
        var url = NewIncident();
        var full = Body();
        full["properties"]!["description"] = "text";
        full["properties"]!["labels"] = new JsonArray(new JsonObject { ["labelName"] = "vip" });
        full["properties"]!["owner"] = new JsonObject { ["userPrincipalName"] = "alice@contoso.com" };
        await simulator.Arm.Put(url, full);
        var bare = await simulator.Arm.Put(url, Body());
        bare.Properties["description"].ShouldBeNull();
        bare.Properties["labels"]!.AsArray().ShouldBeEmpty();
        bare.Properties["owner"]!.ToJsonString().ShouldBe("""{"objectId":null,"email":null,"assignedTo":null,"userPrincipalName":null,"ownerType":null}""");
    }

    [Fact]
    public async Task A_comment_has_a_name_of_its_writers_choice_and_moves_the_incidents_etag_and_stamp()
    {
        var url = NewIncident();
        var before = await simulator.Arm.Put(url, Body());
        var comment = new JsonObject { ["properties"] = new JsonObject { ["message"] = "hello" } };
        (await simulator.Arm.Put(Under(url, "comments/note-1"), comment)).Status.ShouldBe(HttpStatusCode.Created);
        (await simulator.Arm.Put(Under(url, "comments/note-1"), comment.DeepClone())).Status.ShouldBe(HttpStatusCode.OK);
        var after = await simulator.Arm.Get(url);
        after.Find("etag").ShouldNotBe(before.Find("etag"));
        after.Properties["additionalData"]!["commentsCount"]!.GetValue<int>().ShouldBe(1);
    }

    private static string NewIncident() => $"{PortalClient.ArmIncidents}/{Guid.NewGuid()}?{PortalClient.ApiVersion}";

    private static string Under(string url, string path) => url.Replace("?", $"/{path}?", StringComparison.Ordinal);

    private static JsonObject Body(string title = "Suspicious sign-in", string status = "New", string? etag = null)
    {
        var body = new JsonObject { ["properties"] = new JsonObject { ["title"] = title, ["severity"] = "Low", ["status"] = status } };
        if (etag is not null)
            body["etag"] = etag;
        return body;
    }
}
