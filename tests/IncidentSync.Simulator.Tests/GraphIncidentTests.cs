using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

public class GraphIncidentTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Fact]
    public async Task An_incident_is_read_by_id_without_an_alerts_key()
    {
        var made = simulator.World.Defender().Create(incident => incident with { DisplayName = "Phish", Severity = "high" });
        var read = await simulator.Graph.Get($"/security/incidents/{made.Id}");
        read.Find("displayName").ShouldBe("Phish");
        read.Json.AsObject().ContainsKey("alerts").ShouldBeFalse();
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_keeps_the_rest()
    {
        var made = simulator.World.Defender().Create(incident => incident with { AssignedTo = "alice@contoso.com", CustomTags = ["vip"] });
        var patched =
            await simulator.Graph.Patch($"/security/incidents/{made.Id}",
                new JsonObject { ["status"] = "resolved", ["assignedTo"] = null });
        patched.Find("status").ShouldBe("resolved");
        patched.Find("assignedTo").ShouldBeNull();
        patched.Json["customTags"]!.AsArray().Count.ShouldBe(1);
        patched.Find("lastModifiedBy").ShouldBe("API-App:IncidentSync");
    }

    [Fact]
    public async Task Custom_tags_are_replaced_as_a_whole()
    {
        var made = simulator.World.Defender().Create(incident => incident with { CustomTags = ["a", "b"] });
        var patched = await simulator.Graph.Patch($"/security/incidents/{made.Id}", new JsonObject { ["customTags"] = new JsonArray("c") });
        patched.Json["customTags"]!.ToJsonString().ShouldBe("""["c"]""");
    }

    [Theory]
    [InlineData("""{"priorityScore":1}""")]
    [InlineData("""{"tags":["x"]}""")]
    [InlineData("""{"status":"closed"}""")]
    [InlineData("""{"status":"awaitingAction"}""")]
    [InlineData("""{"severity":"critical"}""")]
    [InlineData("""{"determination":"clean"}""")]
    [InlineData("""{"customTags":"x"}""")]
    public async Task A_patch_with_a_property_or_a_value_that_does_not_exist_changes_nothing(string body)
    {
        var made = simulator.World.Defender().Create();
        var patched = await simulator.Graph.Patch($"/security/incidents/{made.Id}", JsonNode.Parse(body)!);
        patched.Status.ShouldBe(HttpStatusCode.BadRequest, patched.ToString());
        simulator.World.Defender().Find(made.Id).ShouldBe(made);
    }

    [Fact]
    public async Task A_resolving_comment_is_cut_at_30000_characters_without_a_word()
    {
        var made = simulator.World.Defender().Create();
        var patched =
            await simulator.Graph.Patch($"/security/incidents/{made.Id}",
                new JsonObject { ["resolvingComment"] = new string('x', 30_001) });
        patched.Status.ShouldBe(HttpStatusCode.OK);
        patched.Find("resolvingComment")!.Length.ShouldBe(30_000);
    }

    [Fact]
    public async Task A_comment_is_appended_and_the_whole_list_comes_back_without_ids()
    {
        var made = simulator.World.Defender().Create();
        simulator.World.Defender().Comment(made.Id, Actor.Person("alice@contoso.com"), "first");
        var posted = await simulator.Graph.Post($"/security/incidents/{made.Id}/comments",
            JsonNode.Parse("""{"@odata.type":"microsoft.graph.security.alertComment","comment":"second"}""")!);
        posted.Values.Select(comment => comment!["comment"]!.GetValue<string>()).ShouldBe(["first", "second"]);
        posted.Values[1]!.AsObject().Select(member => member.Key).ShouldBe(["comment", "createdByDisplayName", "createdDateTime"]);
    }

    // Live, June 2024: one comment is shown with two authors.
    [Fact]
    public async Task The_answer_to_a_comment_names_its_author_bare_and_the_apps_earlier_ones_as_every_read_does()
    {
        var comments = $"/security/incidents/{simulator.World.Defender().Create().Id}/comments";
        Authors(await simulator.Graph.Post(comments, new JsonObject { ["comment"] = "first" })).ShouldBe(["IncidentSync"]);
        var second = await simulator.Graph.Post(comments, new JsonObject { ["comment"] = "second" });
        Authors(second).ShouldBe(["API-App:IncidentSync", "IncidentSync"]);
        Authors(await simulator.Graph.Get(comments)).ShouldBe(["API-App:IncidentSync", "API-App:IncidentSync"]);
    }

    // The same sample.
    [Fact]
    public async Task The_answer_to_a_comment_says_which_collection_it_is_and_its_stamps_keep_seven_digits()
    {
        var id = simulator.World.Defender().Create().Id;
        var posted = await simulator.Graph.Post($"/security/incidents/{id}/comments", new JsonObject { ["comment"] = "first" });
        posted.Find("@odata.context")!.ShouldEndWith($"incidents('{id}')/comments");
        posted.Values[0]!["createdDateTime"]!.GetValue<string>().ShouldMatch(@"\.\d{7}Z$");
    }

    [Fact]
    public async Task The_comments_are_a_list_of_their_own()
    {
        var made = simulator.World.Defender().Create();
        simulator.World.Defender().Comment(made.Id, Actor.Person("alice@contoso.com"), "first");
        var listed = await simulator.Graph.Get($"/security/incidents/{made.Id}/comments");
        listed.Find("@odata.context")!.ShouldEndWith($"incidents('{made.Id}')/comments");
        listed.Values.Single()!["comment"]!.GetValue<string>().ShouldBe("first");
        (await simulator.Graph.Get("/security/incidents/999999/comments")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    // 474 live incidents of a tenant: classification "unknown"; determination can be null, of which the documentation says nothing.
    [Fact]
    public async Task Where_nobody_has_judged_the_determination_is_null()
    {
        var made = simulator.World.Defender().Create();
        var read = await simulator.Graph.Get($"/security/incidents/{made.Id}");
        Verdict(read).ShouldBe("\"unknown\" null");
        var judged = await simulator.Graph.Patch($"/security/incidents/{made.Id}",
            new JsonObject { ["classification"] = "unknown", ["determination"] = "unknown" });
        Verdict(judged).ShouldBe("\"unknown\" \"unknown\"");
    }

    [Fact]
    public async Task Stamps_lie_on_a_grid_of_a_300th_of_a_second_with_trimmed_zeros()
    {
        var made = simulator.World.Defender().Create();
        var stamp = (await simulator.Graph.Get($"/security/incidents/{made.Id}")).Find("lastUpdateDateTime")!;
        var ticks = DateTimeOffset.Parse(stamp, System.Globalization.CultureInfo.InvariantCulture).Ticks % TimeSpan.TicksPerSecond;
        Enumerable.Range(0, 300).Select(step => (long)Math.Round(step * 10_000_000m / 300, MidpointRounding.AwayFromZero))
            .ShouldContain(ticks);
        stamp.ShouldNotMatch(@"\.\d*0Z$");
    }

    [Fact]
    public async Task There_is_no_etag()
    {
        var made = simulator.World.Defender().Create();
        var read = await simulator.Graph.Get($"/security/incidents/{made.Id}");
        read.Headers.ContainsKey("ETag").ShouldBeFalse();
        read.Text.ShouldNotContain("etag");
    }

    [Fact]
    public async Task An_unknown_incident_is_404()
    {
        var read = await simulator.Graph.Get("/security/incidents/999999");
        read.Status.ShouldBe(HttpStatusCode.NotFound);
        read.Json["error"]!["innerError"]!["request-id"]!.GetValue<string>().ShouldBe(read.Headers["request-id"]);
    }

    [Fact]
    public async Task A_member_added_after_unknownFutureValue_is_shown_only_to_who_asks()
    {
        var made = simulator.World.Defender().Create(incident => incident with { Status = "awaitingAction" });
        (await simulator.Graph.Get($"/security/incidents/{made.Id}")).Find("status").ShouldBe("unknownFutureValue");
        (await simulator.Graph.Get($"/security/incidents/{made.Id}", ("Prefer", "include-unknown-enum-members"))).Find("status")
            .ShouldBe("awaitingAction");
    }

    private static string Verdict(PortalAnswer answer) =>
        $"{answer.Json.AsObject()["classification"]?.ToJsonString() ?? "null"} "
        + $"{(answer.Json.AsObject().TryGetPropertyValue("determination", out var shown) ? shown?.ToJsonString() ?? "null" : "absent")}";

    private static IEnumerable<string> Authors(PortalAnswer answer) =>
        answer.Values.Select(comment => comment!["createdByDisplayName"]!.GetValue<string>());
}
