using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Connectors.Tests.Http;

/// <summary>Graph's alert is read leniently: an id and a stamp are enough, and nothing that is odd is lost.</summary>
public sealed class AlertReadingTests(ITestOutputHelper output)
{
    private const string Whole = """
        {"@odata.type":"#microsoft.graph.security.alert","id":"da63_-9","providerAlertId":"63_-9","incidentId":"28","status":"inProgress",
        "severity":"low","classification":"truePositive","determination":"malware","serviceSource":"microsoftDefenderForEndpoint",
        "detectionSource":"antivirus","productName":"Microsoft Defender for Endpoint","detectorId":"e0da400f","tenantId":"b3c1b5fc",
        "title":"Hidden file","description":"It was launched.","recommendedActions":"Look.","category":"DefenseEvasion",
        "categories":["DefenseEvasion","Execution"],"assignedTo":"alice@contoso.com","alertWebUrl":"https://contoso.com/a",
        "incidentWebUrl":"https://contoso.com/i","actorDisplayName":"BORON","threatDisplayName":"HackTool:Win32/X","threatFamilyName":"X",
        "investigationState":"running","mitreTechniques":["T1564.001"],"systemTags":["Defender Experts"],
        "createdDateTime":"2026-11-27T12:19:27.7211305Z","lastUpdateDateTime":"2026-11-28T14:19:01.3266667Z",
        "resolvedDateTime":"2026-11-28T14:19:00Z","firstActivityDateTime":"2026-11-26T07:45:50.116Z",
        "lastActivityDateTime":"2026-11-28T07:56:58Z","comments":[],"additionalData":{"a":1},"evidence":[]}
        """;

    [Fact]
    public void Every_member_has_its_place()
    {
        var alert = Read(Whole);
        (alert.Id, alert.ProviderAlertId, alert.IncidentId, alert.TenantId).ShouldBe(("da63_-9", "63_-9", "28", "b3c1b5fc"));
        (alert.Title, alert.Description, alert.RecommendedActions).ShouldBe(("Hidden file", "It was launched.", "Look."));
        (alert.Severity, alert.Status).ShouldBe(("low", "inProgress"));
        (alert.Classification, alert.Determination).ShouldBe(("truePositive", "malware"));
        (alert.ServiceSource, alert.DetectionSource, alert.DetectorId).ShouldBe(("microsoftDefenderForEndpoint", "antivirus", "e0da400f"));
        (alert.ProductName, alert.AssignedTo).ShouldBe(("Microsoft Defender for Endpoint", "alice@contoso.com"));
        (alert.Category, string.Join(',', alert.Categories)).ShouldBe(("DefenseEvasion", "DefenseEvasion,Execution"));
        (alert.ActorName, alert.ThreatName, alert.ThreatFamily).ShouldBe(("BORON", "HackTool:Win32/X", "X"));
        (alert.AlertWebUrl, alert.IncidentWebUrl).ShouldBe(("https://contoso.com/a", "https://contoso.com/i"));
        alert.InvestigationState.ShouldBe("running");
        (alert.MitreTechniques.Single(), alert.SystemTags.Single()).ShouldBe(("T1564.001", "Defender Experts"));
        (alert.Created.ToString(), alert.Updated.ToString()).ShouldBe(("2026-11-27T12:19:27.7211305Z", "2026-11-28T14:19:01.3266667Z"));
        (alert.FirstActivity.ToString(), alert.LastActivity.ToString()).ShouldBe(("2026-11-26T07:45:50.116Z", "2026-11-28T07:56:58Z"));
        alert.Resolved.ToString().ShouldBe("2026-11-28T14:19:00Z");
        alert.IsHostile.ShouldBeFalse();
        JsonNode.DeepEquals(JsonNode.Parse(alert.Raw.GetRawText()), JsonNode.Parse(Whole)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"lastUpdateDateTime":"2026-11-28T12:00:00Z"}""", "without an id")]
    [InlineData("""{"id":"../incidents/7","lastUpdateDateTime":"2026-11-28T12:00:00Z"}""", "address")]
    [InlineData("""{"id":"a\u0000b","lastUpdateDateTime":"0001-01-01T00:00:00Z"}""", "lastUpdateDateTime")]
    [InlineData("""{"id":"da1","lastUpdateDateTime":"soon"}""", "lastUpdateDateTime")]
    [InlineData("""{"id":"da1","lastUpdateDateTime":"2026-11-28T12:00:00Z","id":"da2"}""", "twice")]
    [InlineData("7", "without an id")]
    public void Without_an_addressable_id_and_a_sane_stamp_there_is_no_alert(string json, string problem)
    {
        var read = AlertReading.Read(JsonSerializer.Deserialize<JsonElement>(json));
        read.Alert.ShouldBeNull();
        read.Problem.ShouldNotBeNull().ShouldContain(problem);
    }

    [Theory]
    [InlineData(@"a\u0000b", "a\uFFFDb")]
    [InlineData(@"a\ud83db", "a\uFFFDb")]
    public void What_cannot_be_stored_spoils_one_character_and_marks_the_alert(string written, string kept)
    {
        var alert = Read($$"""{"id":"da1","lastUpdateDateTime":"2026-11-28T12:00:00Z","title":"{{written}}","x":["{{written}}"]}""");
        (alert.Title, alert.IsHostile).ShouldBe((kept, true));
        alert.Raw.GetProperty("x")[0].GetString().ShouldBe(kept);
    }

    [Fact]
    public async Task What_was_replaced_when_the_body_came_marks_the_alert_too()
    {
        var page = """{"value":[{"id":"da1","lastUpdateDateTime":"2026-11-28T12:00:00Z","title":"a\u0000b"}]}"""u8.ToArray();
        var (body, _) = await JsonBody.ReadAsync(new MemoryStream(page), TestContext.Current.CancellationToken);
        var alert = AlertReading.Read(body!.Value.GetProperty("value")[0]).Alert.ShouldNotBeNull();
        (alert.Title, alert.IsHostile).ShouldBe(("a\uFFFDb", true));
    }

    [Theory]
    [InlineData("a\uFFFDb")]
    [InlineData(@"a\\uFFFDb")]
    public void A_replacement_character_that_Microsoft_wrote_is_nothing_hostile(string title) =>
        Read($$"""{"id":"da1","lastUpdateDateTime":"2026-11-28T12:00:00Z","title":"{{title}}"}""").IsHostile.ShouldBeFalse();

    [Fact]
    public void A_face_that_is_escaped_is_nothing_hostile() =>
        Read("""{"id":"da1","lastUpdateDateTime":"2026-11-28T12:00:00Z","title":"\ud83d\ude00 \\u0000"}""").ShouldSatisfyAllConditions(
            alert => alert.Title.ShouldBe("\U0001F600 \\u0000"), alert => alert.IsHostile.ShouldBeFalse());

    [Fact]
    public void No_mutation_of_an_alert_makes_its_reading_its_digest_or_its_ids_throw()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("INCIDENTSYNC_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var mutation = new Mutation(new Random(seed));
        var document = JsonNode.Parse(Whole)!;
        document["evidence"] = JsonNode.Parse(EvidenceReadingTests.Every);
        for (var left = 2_000; left > 0; left--)
        {
            var text = mutation.Of(document);
            Should.NotThrow(() => Follow(text), text);
        }
    }

    private static void Follow(string text)
    {
        var (alert, problem) = AlertReading.Read(JsonSerializer.Deserialize<JsonElement>(text, JsonSerializerOptions.Default));
        (alert is null).ShouldBe(problem is not null);
        if (alert is not null)
        {
            AlertDigest.Of(alert).Length.ShouldBe(64);
            alert.Evidence.Select(evidence => AlertIds.EvidenceOf(alert.Id, evidence)).ShouldAllBe(id => id != Guid.Empty);
            AlertReading.Read(JsonSerializer.Deserialize<JsonElement>(alert.Raw.GetRawText())).Alert!.Title.ShouldBe(alert.Title);
        }
    }

    private static Alert Read(string json) => AlertReading.Read(JsonSerializer.Deserialize<JsonElement>(json)).Alert.ShouldNotBeNull();
}
