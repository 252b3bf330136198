using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Connectors.Tests.Http;

/// <summary>A PUT is the document as it was read, with our changes and nothing else.</summary>
public class SentinelPutTests
{
    private const string Document = """
        {"name":"n","etag":"\"1\"","kind":"ofTheFuture","properties":{"title":"T","severity":"Critical","status":"Paused",
        "owner":{"assignedTo":"Alice","rank":7},"labels":[{"labelName":"vip","labelType":"AutoAssigned","color":"red"}],
        "lastModifiedTimeUtc":"2026-11-22T08:00:00.1234567Z","future":{"deep":[1,null,1e2]}}}
        """;

    private const string Labelled = """
        {"name":"n","etag":"1","properties":{"lastModifiedTimeUtc":"2026-11-22T08:00:00Z","labels":[
        {"labelName":"vip","labelType":"User","color":"red"},{"labelName":"old","labelType":"User"},
        {"labelName":"auto","labelType":"AutoAssigned"},"x",{"labelName":5},{"labelName":"n","labelType":5}]} }
        """;

    private const string Owned = """
        {"name":"n","etag":"1","properties":{"lastModifiedTimeUtc":"2026-11-22T08:00:00Z","owner":{"objectId":"0a",
        "email":"alice@contoso.com","assignedTo":"Alice","ownerType":"User","userPrincipalName":"alice@contoso.com"}} }
        """;

    [Fact]
    public void What_is_not_written_goes_back_as_it_came()
    {
        var put = Put(Document, [new(Portal.Sentinel, AllFields.Title, new Seen<string>("Another"))]);
        var expected = JsonNode.Parse(Document)!;
        expected["properties"]!["title"] = "Another";
        JsonNode.DeepEquals(put, expected).ShouldBeTrue(put.ToJsonString());
    }

    [Fact]
    public void The_version_it_was_planned_from_goes_along() =>
        Put(Document, [])["etag"]!.GetValue<string>().ShouldBe("\"1\"");

    [Fact]
    public void A_verdict_goes_only_with_a_close()
    {
        var verdict = new Seen<Verdict>(new Verdict(Classification.TruePositive, "SuspiciousActivity", "x"));
        var active = new Seen<Status>(Status.Active);
        var open = Put(Document, [new(Portal.Sentinel, AllFields.Verdict, verdict), new(Portal.Sentinel, AllFields.Status, active)]);
        open["properties"]!.AsObject().ContainsKey("classification").ShouldBeFalse();
        open["properties"]!.AsObject().ContainsKey("classificationReason").ShouldBeFalse();
    }

    [Fact]
    public void A_priority_takes_the_place_of_another_and_of_no_other_label()
    {
        var top = Put(Document, [new(Portal.Sentinel, AllFields.Priority, new Seen<Priority>(Priority.Top))]);
        var low = Put(top.ToJsonString(), [new(Portal.Sentinel, AllFields.Priority, new Seen<Priority>(Priority.Low))]);
        low["properties"]!["labels"]!.AsArray().Select(label => label!["labelName"]!.GetValue<string>())
            .ShouldBe(["vip", "defender-priority:low"]);
        SentinelReading.Read(JsonSerializer.Deserialize<JsonElement>(low), Sample.Identity)
            .Snapshot!.Incident[AllFields.Priority].ShouldBe(new Seen<Priority>(Priority.Low));
    }

    [Theory]
    [InlineData("closed", true)]
    [InlineData("Paused", true)]
    [InlineData("Active", false)]
    public void A_verdict_that_stands_there_goes_only_with_an_incident_that_is_known_to_be_open(string status, bool stays)
    {
        var document = $$"""
            {"name":"n","etag":"1","properties":{"lastModifiedTimeUtc":"2026-11-22T08:00:00Z","status":"{{status}}",
            "classification":"TruePositive"} }
            """;
        Put(document, [])["properties"]!.AsObject().ContainsKey("classification").ShouldBe(stays);
    }

    [Fact]
    public void Labels_that_stay_stay_as_they_are_and_only_what_is_new_is_added()
    {
        var put = Put(Labelled, [new(Portal.Sentinel, AllFields.Tags, new Seen<Tags>(Tags.Of("VIP", "urgent")))]);
        put["properties"]!["labels"]!.ToJsonString().ShouldBe(
            """[{"labelName":"vip","labelType":"User","color":"red"},{"labelName":"auto","labelType":"AutoAssigned"},"x",{"labelName":5},"""
            + """{"labelName":"n","labelType":5},{"labelName":"urgent"}]""");
    }

    [Fact]
    public void Labels_that_are_no_list_are_held_and_stay()
    {
        var document = Labelled.Replace("[", "{\"x\":[", StringComparison.Ordinal).Replace("]", "]}", StringComparison.Ordinal);
        Read(document).Incident[AllFields.Tags].ShouldBeOfType<Unknown>();
        JsonNode.DeepEquals(Put(document, [])["properties"], JsonNode.Parse(document)!["properties"]).ShouldBeTrue();
    }

    [Fact]
    public void An_owner_who_is_there_already_keeps_what_the_workspace_knows_of_them()
    {
        var alice = new Seen<Owner>(Owner.InSentinel("", "ALICE@contoso.com"));
        var owner = JsonNode.Parse(Owned)!["properties"]!["owner"]!;
        owner["userPrincipalName"] = "ALICE@contoso.com";
        var put = Put(Owned, [new(Portal.Sentinel, AllFields.Owner, alice)]);
        JsonNode.DeepEquals(put["properties"]!["owner"], owner).ShouldBeTrue(put.ToJsonString());
    }

    [Fact]
    public void Another_owner_keeps_nothing_of_the_one_before()
    {
        var group = new Seen<Owner>(Owner.InSentinel("0b", "", "", isGroup: true));
        Put(Owned, [new(Portal.Sentinel, AllFields.Owner, group)])["properties"]!["owner"]!.ToJsonString()
            .ShouldBe("""{"objectId":"0b","userPrincipalName":null,"email":null,"assignedTo":null,"ownerType":"Group"}""");
    }

    [Fact]
    public void An_unknown_value_is_never_written() =>
        Should.Throw<ArgumentException>(() => Put(Document, [new(Portal.Sentinel, AllFields.Severity, new Unknown("Critical"))]));

    private static JsonObject Put(string document, ImmutableArray<FieldWrite> fields)
    {
        var read = Read(document);
        return SentinelWriting.Put(new IncidentWrite(read.Id, read, fields, []));
    }

    private static Snapshot Read(string document) =>
        SentinelReading.Read(JsonSerializer.Deserialize<JsonElement>(document), Sample.Identity).Snapshot!;
}
