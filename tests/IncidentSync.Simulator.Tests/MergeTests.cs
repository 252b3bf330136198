using System.Net;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

public class MergeTests : IClassFixture<SimulatorFixture>
{
    private readonly SimulatorFixture _simulator;

    public MergeTests(SimulatorFixture simulator)
    {
        _simulator = simulator;
        Defender.MergeIntoNewerShare = 0;
    }

    private DefenderPortal Defender => _simulator.World.Defender();

    [Fact]
    public async Task The_older_incident_takes_everything_but_the_comments()
    {
        var (older, newer) = (Defender.Create(Tagged("a")), Defender.Create(Tagged("b")));
        var alert = Defender.AddAlert(newer.Id);
        Defender.Comment(newer.Id, Actor.Person("alice@contoso.com"), "stays behind");
        (await Merge(newer.Id, older.Id)).Find("targetIncidentId").ShouldBe(older.Id);

        var target = await _simulator.Graph.Get($"/security/incidents/{older.Id}?$expand=alerts");
        target.Json["alerts"]![0]!["id"]!.GetValue<string>().ShouldBe(alert.Id);
        target.Json["customTags"]!.ToJsonString().ShouldBe("""["a","b"]""");
        target.Json["comments"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_preview_is_on_the_comments_move_along()
    {
        var (older, newer) = (Defender.Create(), Defender.Create());
        Defender.Comment(newer.Id, Actor.Person("alice@contoso.com"), "moves along");
        Defender.MigratesComments = true;
        await Merge(newer.Id, older.Id);
        Defender.MigratesComments = false;
        Defender.Find(older.Id)!.Comments.ShouldHaveSingleItem().CreatedByDisplayName.ShouldBe("alice@contoso.com");
        Defender.Find(newer.Id)!.Comments.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_merge_is_attributed_to_the_correlation()
    {
        var (older, newer) = (Defender.Create(), Defender.Create());
        await Merge(newer.Id, older.Id);
        Defender.Find(newer.Id)!.LastModifiedBy.ShouldBe("Microsoft Defender XDR - alert correlation");
    }

    [Fact]
    public async Task The_source_is_redirected_and_still_answers_by_id()
    {
        var (older, newer) = (Defender.Create(), Defender.Create(incident => incident with { DisplayName = "Newer", Severity = "low" }));
        Defender.AddAlert(newer.Id, alert => alert with { Severity = "low" });
        await Merge(older.Id, newer.Id);
        var source = await _simulator.Graph.Get($"/security/incidents/{newer.Id}?$expand=alerts");
        (source.Find("status"), source.Find("redirectIncidentId"), source.Find("displayName"), source.Find("severity"))
            .ShouldBe(("redirected", older.Id, "Newer", "low"));
        source.Json["alerts"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_merge_gives_source_and_target_one_stamp()
    {
        var (older, newer) = (Defender.Create(), Defender.Create());
        await Merge(older.Id, newer.Id);
        Defender.Find(newer.Id)!.LastUpdateDateTime.ShouldBe(Defender.Find(older.Id)!.LastUpdateDateTime);
    }

    [Fact]
    public async Task Defender_may_choose_the_newer_one()
    {
        Defender.MergeIntoNewerShare = 1;
        var (older, newer) = (Defender.Create(), Defender.Create());
        (await Merge(older.Id, newer.Id)).Find("targetIncidentId").ShouldBe(newer.Id);
    }

    [Fact]
    public async Task Redirects_can_form_a_chain()
    {
        var made = Enumerable.Range(0, 3).Select(_ => Defender.Create().Id).ToList();
        await Merge(made[1], made[2]);
        await Merge(made[0], made[1]);
        (await _simulator.Graph.Get($"/security/incidents/{made[2]}")).Find("redirectIncidentId").ShouldBe(made[1]);
        (await _simulator.Graph.Get($"/security/incidents/{made[1]}")).Find("redirectIncidentId").ShouldBe(made[0]);
    }

    [Theory]
    [InlineData("resolved", null, "unknown")]
    [InlineData("active", "bob@contoso.com", "unknown")]
    [InlineData("active", null, "truePositive")]
    public async Task A_closed_one_or_one_that_differs_in_owner_or_verdict_is_never_merged(string status, string? owner,
        string classification)
    {
        var other = Defender.Create(incident => incident with { Status = status, AssignedTo = owner, Classification = classification });
        (await Merge(Defender.Create().Id, other.Id)).Status.ShouldBe(HttpStatusCode.BadRequest);
        Defender.Find(other.Id)!.Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_verdict_that_is_unknown_and_none_at_all_do_not_differ()
    {
        var judged = Defender.Create(incident => incident with { Classification = "unknown", Determination = "unknown" });
        (await Merge(Defender.Create().Id, judged.Id)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task At_most_five_are_merged_at_once()
    {
        var made = Enumerable.Range(0, 6).Select(_ => Defender.Create().Id).ToArray();
        (await Merge(made)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Merge(made[..5])).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_redirected_incident_takes_no_writes()
    {
        var (older, newer) = (Defender.Create(), Defender.Create());
        await Merge(older.Id, newer.Id);
        (await _simulator.Graph.Patch($"/security/incidents/{newer.Id}",
            new JsonObject { ["status"] = "resolved" })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static Func<DefenderIncident, DefenderIncident> Tagged(string tag) => incident => incident with { CustomTags = [tag] };

    private Task<PortalAnswer> Merge(params string[] ids) =>
        _simulator.Graph.Post("/security/incidents/microsoft.graph.security.mergeIncidents",
        new JsonObject { ["incidentIds"] = new JsonArray(ids.Select(id => (JsonNode)id).ToArray()),
            ["mergeReasons"] = "sameCampaign, sameActor" });
}
