using System.Text.Json;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Service.Tests.Connectors.Http;

/// <summary>What Sentinel's documents leave open has one reading.</summary>
public class SentinelReadingTests
{
    [Theory]
    [InlineData("")]
    [InlineData(""","owner":null""")]
    [InlineData(""","owner":{}""")]
    [InlineData(""","owner":{"objectId":null,"email":null,"userPrincipalName":null,"assignedTo":null}""")]
    [InlineData(""","owner":{"objectId":"","userPrincipalName":""}""")]
    public void Nobody_is_nobody_however_it_is_left_out(string owner) =>
        Read(owner).Incident[Fields.Owner].ShouldBe(new Seen<Owner>(Owner.Nobody));

    [Theory]
    [InlineData("")]
    [InlineData(""","description":null""")]
    [InlineData(""","description":"" """)]
    public void A_description_that_is_left_out_is_empty_and_no_unknown_value(string description) =>
        Read(description).Incident[Fields.Description].ShouldBe(new Seen<string>(""));

    [Fact]
    public void What_the_service_the_merge_and_we_set_is_no_tag() =>
        Read($""","labels":[{Label("vip")},{Label("auto", "AutoAssigned")},{Label("redirected")},{Label("Defender:42")}]""")
            .ShouldSatisfyAllConditions(
                read => read.Incident[Fields.Tags].ShouldBe(new Seen<Tags>(Tags.Of("vip"))),
                read => read.Counterpart.ShouldBe(new IncidentId("42")));

    [Fact]
    public void An_open_incident_shows_no_verdict_whatever_its_document_keeps_from_before() =>
        Read(""","classification":"TruePositive","classificationReason":"SuspiciousActivity" """).Incident[Fields.Verdict]
            .ShouldBe(Reading.Unseen);

    private static string Label(string name, string type = "User") => $$"""{"labelName":"{{name}}","labelType":"{{type}}"}""";

    private static Snapshot Read(string members)
    {
        var properties = $$"""{"title":"T","status":"New","severity":"Low","lastModifiedTimeUtc":"2026-11-22T08:00:00Z"{{members}} }""";
        var incident = JsonSerializer.Deserialize<JsonElement>($$"""{"name":"n","etag":"1","properties":{{properties}} }""");
        return SentinelReading.Read(incident).Snapshot!;
    }
}
