using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Http;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Connectors.Tests.Http;

/// <summary>
/// Whatever stands in a stored document: reading it and building a write of it never fail, what is odd is held as it stands, and the row
/// beside it is read as ever. <c>INCIDENTSYNC_SEED</c> repeats a run.
/// </summary>
public sealed class MutatedDocumentTests
{
    private static readonly int Documents = Environment.GetEnvironmentVariable("INCIDENTSYNC_PROOF") == "large" ? 100_000 : 2_000;

    private static readonly JsonNode InSentinel = JsonNode.Parse("""
        {"id":"/subscriptions/s/incidents/n","name":"n","type":"Microsoft.SecurityInsights/Incidents","etag":"\"1\"","properties":{
        "title":"T","description":"D","severity":"High","status":"Closed","classification":"TruePositive",
        "classificationReason":"SuspiciousActivity","classificationComment":"C",
        "owner":{"objectId":"11111111-2222-3333-4444-555555555555","email":"alice@contoso.com","assignedTo":"Alice","ownerType":"User",
        "userPrincipalName":"alice@contoso.com"},
        "labels":[{"labelName":"vip","labelType":"User"},{"labelName":"auto","labelType":"AutoAssigned"},
        {"labelName":"defender-priority:top","labelType":"User"}],
        "firstActivityTimeUtc":"2026-11-22T08:00:00Z","lastModifiedTimeUtc":"2026-11-22T08:00:00.1234567Z",
        "createdTimeUtc":"2026-11-22T07:00:00.4533333Z","incidentNumber":7,"providerName":"Azure Sentinel","providerIncidentId":"7",
        "additionalData":{"alertsCount":1,"commentsCount":2,"alertProductNames":["Contoso"],"tactics":["Persistence"]} } }
        """)!;

    private static readonly JsonNode InDefender = JsonNode.Parse("""
        {"id":"7","tenantId":"t","status":"resolved","severity":"high","classification":"truePositive","determination":"malware",
        "displayName":"T","description":"D","summary":null,"resolvingComment":"C","assignedTo":"alice@contoso.com",
        "customTags":["vip"],"systemTags":["Defender Experts"],"redirectIncidentId":null,"priorityScore":90,
        "comments":[{"comment":"Hello","createdByDisplayName":"Bob","createdDateTime":"2026-11-22T08:00:00Z"}],
        "createdDateTime":"2026-11-22T07:00:00.4533333Z","lastUpdateDateTime":"2026-11-22T08:00:00.1234567Z","lastModifiedBy":"User-b"}
        """)!;

    private static readonly ImmutableArray<(Field Field, Reading Value)> Values =
    [
        (AllFields.Status, new Seen<Status>(Status.Active)),
        (AllFields.Severity, new Seen<Severity>(Severity.Low)),
        (AllFields.Verdict, new Seen<Verdict>(new Verdict(Classification.FalsePositive, "InaccurateData", "No."))),
        (AllFields.Owner, new Seen<Owner>(Owner.InSentinel("", "bob@contoso.com"))),
        (AllFields.Title, new Seen<string>("Another")),
        (AllFields.Description, new Seen<string>("Another one")),
        (AllFields.Priority, new Seen<Priority>(Priority.Low)),
        (AllFields.Tags, new Seen<Tags>(Tags.Of("urgent"))),
    ];

    private readonly Random _random;

    public MutatedDocumentTests(ITestOutputHelper output)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("INCIDENTSYNC_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        _random = new Random(seed);
    }

    [Fact]
    public async Task No_mutation_of_a_Sentinel_document_spoils_another_row_or_makes_a_PUT_throw()
    {
        var mutation = new Mutation(_random);
        for (var left = Documents; left > 0; left--)
        {
            var document = mutation.Of(InSentinel);
            var rows = await ReadAsync(document, InSentinel, row => SentinelReading.Read(row, Sample.Identity));
            Should.NotThrow(() => Put(rows[0].Snapshot), document);
            IsWhole(rows).ShouldBeTrue(document);
        }
    }

    [Fact]
    public async Task No_mutation_of_a_Defender_document_spoils_another_row_or_makes_a_PATCH_throw()
    {
        var mutation = new Mutation(_random);
        for (var left = Documents; left > 0; left--)
        {
            var document = mutation.Of(InDefender);
            var rows = await ReadAsync(document, InDefender, DefenderReading.Read);
            Should.NotThrow(() => Patch(rows[0].Snapshot), document);
            IsWhole(rows).ShouldBeTrue(document);
        }
    }

    // The row before it, itself read or told of, and nothing else.
    private static bool IsWhole(List<(Snapshot? Snapshot, UnreadableIncident? Unreadable)> rows) =>
        rows.Count == 2 && rows[1].Snapshot is { } beside && AllFields.All.All(field => beside.Incident[field] is not Unknown)
        && (rows[0].Snapshot is null) != (rows[0].Unreadable is null);

    private static async Task<List<(Snapshot? Snapshot, UnreadableIncident? Unreadable)>> ReadAsync(
        string document, JsonNode beside, Func<JsonElement, (Snapshot?, UnreadableIncident?)> read)
    {
        var page = Encoding.UTF8.GetBytes($$"""{"value":[{{document}},{{beside.ToJsonString()}}]}""");
        var (body, _) = await JsonBody.ReadAsync(new MemoryStream(page), TestContext.Current.CancellationToken);
        return [.. body!.Value.Member("value").Items().Select(read)];
    }

    // What is written is what was read with that in it, and reads so again.
    private static void Put(Snapshot? read)
    {
        foreach (var (field, value) in read is null ? [] : Values.Where(value => read.Incident[value.Field] is not Unknown))
        {
            var write = new IncidentWrite(read!.Id, read, [new FieldWrite(Portal.Sentinel, field, value)], ["Redirected"]);
            var put = SentinelWriting.Put(write);
            var again = SentinelReading.Read(JsonSerializer.SerializeToElement(put), Sample.Identity).Snapshot.ShouldNotBeNull();
            var others = AllFields.All.Where(other => other != field && other != AllFields.Verdict && other != AllFields.Tags);
            others.All(other => other.Same(read.Incident[other], again.Incident[other])).ShouldBeTrue();
            if (field != AllFields.Verdict)
            {
                field.Same(value, again.Incident[field]).ShouldBeTrue();
            }
        }
    }

    private static void Patch(Snapshot? read)
    {
        foreach (var (field, value) in read is null ? [] : Values.Where(value =>
            value.Field != AllFields.Priority && read.Incident[value.Field] is not Unknown))
        {
            DefenderWriting.Patch(new IncidentWrite(read!.Id, read, [new FieldWrite(Portal.Defender, field, value)], []))
                .Count.ShouldBeGreaterThan(0);
        }
    }
}
