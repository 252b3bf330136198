using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;

namespace IncidentSync.Service.Tests.Connectors.Http;

/// <summary>A PATCH names what changes, and nothing else.</summary>
public class DefenderPatchTests
{
    private const string Document = """
        {"id":"7","status":"active","severity":"high","displayName":"T","customTags":["vip","Redirected","defender:3"],
        "lastUpdateDateTime":"2026-11-22T08:00:00.1234567Z","classification":"truePositive","determination":"malware"}
        """;

    [Fact]
    public void Only_the_members_of_the_field_are_in_it() =>
        Patch(new FieldWrite(Portal.Defender, Fields.Title, new Seen<string>("Another"))).ToJsonString().ShouldBe("""{"displayName":"Another"}""");

    [Fact]
    public void A_tag_that_is_nobodys_is_no_tag_here_and_stays_where_it_is()
    {
        ((Seen<Tags>)Read().Incident[Fields.Tags]).Value.Shown.ShouldBe(["vip"]);
        Patch(new FieldWrite(Portal.Defender, Fields.Tags, new Seen<Tags>(Tags.Of("phish"))))["customTags"]!.ToJsonString()
            .ShouldBe("""["Redirected","defender:3","phish"]""");
    }

    [Fact]
    public void A_verdict_whose_class_stays_changes_its_comment_alone() =>
        Patch(new FieldWrite(Portal.Defender, Fields.Verdict, new Seen<Verdict>(new Verdict(Classification.TruePositive, "malware", "done"))))
            .ToJsonString().ShouldBe("""{"resolvingComment":"done"}""");

    private static JsonObject Patch(params ImmutableArray<FieldWrite> fields) => DefenderWriting.Patch(new IncidentWrite(new("7"), Read(), fields, []));

    private static Snapshot Read() => DefenderReading.Read(JsonSerializer.Deserialize<JsonElement>(Document)).Snapshot!;
}
