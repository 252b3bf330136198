using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.Tests.State;

namespace IncidentSync.Service.Tests.Connectors.Http;

/// <summary>A PUT is the document as it was read, with our changes and nothing else.</summary>
public class SentinelPutTests
{
    private const string Document = """
        {"name":"n","etag":"\"1\"","kind":"ofTheFuture","properties":{"title":"T","severity":"Critical","status":"Paused",
        "owner":{"assignedTo":"Alice","rank":7},"labels":[{"labelName":"vip","labelType":"AutoAssigned","color":"red"}],
        "lastModifiedTimeUtc":"2026-11-22T08:00:00.1234567Z","future":{"deep":[1,null,1e2]}}}
        """;

    [Fact]
    public void What_is_not_written_goes_back_as_it_came()
    {
        var put = Put(Document, [new(Portal.Sentinel, Fields.Title, new Seen<string>("Another"))]);
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
        var open = Put(Document, [new(Portal.Sentinel, Fields.Verdict, verdict)]);
        open["properties"]!.AsObject().ContainsKey("classification").ShouldBeFalse();
        open["properties"]!.AsObject().ContainsKey("classificationReason").ShouldBeFalse();
    }

    [Fact]
    public void A_priority_takes_the_place_of_another_and_of_no_other_label()
    {
        var top = Put(Document, [new(Portal.Sentinel, Fields.Priority, new Seen<Priority>(Priority.Top))]);
        var low = Put(top.ToJsonString(), [new(Portal.Sentinel, Fields.Priority, new Seen<Priority>(Priority.Low))]);
        low["properties"]!["labels"]!.AsArray().Select(label => label!["labelName"]!.GetValue<string>())
            .ShouldBe(["vip", "defender-priority:low"]);
        SentinelReading.Read(JsonSerializer.Deserialize<JsonElement>(low), Sample.Identity)
            .Snapshot!.Incident[Fields.Priority].ShouldBe(new Seen<Priority>(Priority.Low));
    }

    [Fact]
    public void An_unknown_value_is_never_written() =>
        Should.Throw<ArgumentException>(() => Put(Document, [new(Portal.Sentinel, Fields.Severity, new Unknown("Critical"))]));

    private static JsonObject Put(string document, ImmutableArray<FieldWrite> fields)
    {
        var read = SentinelReading.Read(JsonSerializer.Deserialize<JsonElement>(document), Sample.Identity).Snapshot!;
        return SentinelWriting.Put(new IncidentWrite(read.Id, read, fields, []));
    }
}
