using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Connectors.Tests.Http;

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
        Read(owner).Incident[AllFields.Owner].ShouldBe(new Seen<Owner>(Owner.Nobody));

    [Theory]
    [InlineData("")]
    [InlineData(""","description":null""")]
    [InlineData(""","description":"" """)]
    public void A_description_that_is_left_out_is_empty_and_no_unknown_value(string description) =>
        Read(description).Incident[AllFields.Description].ShouldBe(new Seen<string>(""));

    [Theory]
    [InlineData("status", "5", "status")]
    [InlineData("severity", "{}", "severity")]
    [InlineData("title", "[]", "title")]
    [InlineData("description", "true", "description")]
    [InlineData("owner", "\"alice\"", "owner")]
    [InlineData("owner", """{"objectId":{}}""", "owner")]
    [InlineData("labels", "{}", "tags")]
    [InlineData("labels", "5", "priority")]
    public void What_is_of_another_kind_is_unknown_and_never_empty(string member, string value, string field)
    {
        var properties = new JsonObject { ["lastModifiedTimeUtc"] = "2026-11-22T08:00:00Z", [member] = JsonNode.Parse(value) };
        var incident = JsonSerializer.SerializeToElement(new JsonObject { ["name"] = "n", ["properties"] = properties });
        SentinelReading.Read(incident, Sample.Identity).Snapshot!.Incident[AllFields.All.Single(known => known.Name == field)]
            .ShouldBeOfType<Unknown>().Raw.ShouldBe(value);
    }

    [Fact]
    public void What_the_service_the_merge_and_we_set_is_no_tag() =>
        Read($""","labels":[{Label("vip")},{Label("auto", "AutoAssigned")},{Label("redirected")},{Label("Defender:42")}]""")
            .ShouldSatisfyAllConditions(
                read => read.Incident[AllFields.Tags].ShouldBe(new Seen<Tags>(Tags.Of("vip"))),
                read => read.Counterpart.ShouldBe(new IncidentId("42")));

    [Fact]
    public void An_open_incident_shows_no_verdict_whatever_its_document_keeps_from_before() =>
        Read(""","classification":"TruePositive","classificationReason":"SuspiciousActivity" """).Incident[AllFields.Verdict]
            .ShouldBe(Reading.Unseen);

    [Theory]
    [InlineData("n", "Azure Sentinel", "17", "", null, false)]
    [InlineData("n", "Azure Sentinel", "17", "defender:4", "4", false)]
    [InlineData("n", "Microsoft XDR", "17", "", "17", true)]
    [InlineData("n", "Microsoft XDR", "17", "defender:4", "17", true)]
    [InlineData("n", "Microsoft 365 Defender", "", "defender:4", null, true)]
    [InlineData("twin of 4", "Azure Sentinel", "17", "defender:4", "4", false)]
    [InlineData("twin of 4", "Azure Sentinel", "17", "defender:5", "5", false)]
    [InlineData("twin of 4", "Microsoft XDR", "17", "defender:5 defender:4", "4", false)]
    public void Whose_it_is_the_name_of_a_twin_says_then_Microsofts_id_then_a_label(
        string name, string provider, string id, string labels, string? counterpart, bool isNative)
    {
        var named = name == "n" ? name : Sample.TwinOf("4").ToUpperInvariant();
        var labelled = string.Join(',', labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(label => Label(label)));
        var read = Read($""","providerName":"{provider}","providerIncidentId":"{id}","labels":[{labelled}]""", named);
        (read.Counterpart?.Value, read.IsNative).ShouldBe((counterpart, isNative));
    }

    private static string Label(string name, string type = "User") => $$"""{"labelName":"{{name}}","labelType":"{{type}}"}""";

    private static Snapshot Read(string members, string name = "n")
    {
        var properties = $$"""{"title":"T","status":"New","severity":"Low","lastModifiedTimeUtc":"2026-11-22T08:00:00Z"{{members}} }""";
        var incident = JsonSerializer.Deserialize<JsonElement>($$"""{"name":"{{name}}","etag":"1","properties":{{properties}} }""");
        return SentinelReading.Read(incident, Sample.Identity).Snapshot!;
    }
}
