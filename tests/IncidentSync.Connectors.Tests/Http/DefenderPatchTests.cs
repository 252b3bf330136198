using System.Text.Json;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Tests.Http;

/// <summary>A PATCH has no guard: what it does not name it cannot overwrite.</summary>
public class DefenderPatchTests
{
    private const string Document = """
        {"id":"1","status":"active","severity":"low","displayName":"T","assignedTo":"alice@contoso.com",
         "customTags":["vip","Redirected","defender:3"],
        "classification":"truePositive","determination":"malware","resolvingComment":"Cleaned.",
        "lastUpdateDateTime":"2026-11-22T08:00:00.1234567Z"}
        """;

    [Fact]
    public void Only_the_fields_that_are_written_are_named() =>
        Patch(new FieldWrite(Portal.Defender, AllFields.Severity, new Seen<Severity>(Severity.High))).ShouldBe("""{"severity":"high"}""");

    [Fact]
    public void A_verdict_names_its_class_and_its_determination_together() =>
        Patch(Verdict(Classification.FalsePositive, "notMalicious", "Cleaned."))
            .ShouldBe("""{"classification":"falsePositive","determination":"notMalicious"}""");

    [Fact]
    public void Another_closing_comment_leaves_the_classification_unnamed() =>
        Patch(Verdict(Classification.TruePositive, "malware", "Cleaned twice.")).ShouldBe("""{"resolvingComment":"Cleaned twice."}""");

    [Fact]
    public void Nobody_is_null_and_no_tags_leave_those_that_are_nobodys() => Patch(
        new(Portal.Defender, AllFields.Owner, new Seen<Owner>(Owner.Nobody)),
        new(Portal.Defender, AllFields.Tags, new Seen<Tags>(Tags.None)))
            .ShouldBe("""{"assignedTo":null,"customTags":["Redirected","defender:3"]}""");

    [Fact]
    public void A_tag_that_is_nobodys_is_no_tag_here_and_stays_where_it_is()
    {
        ((Seen<Tags>)Read().Incident[AllFields.Tags]).Value.Shown.ShouldBe(["vip"]);
        Patch(new FieldWrite(Portal.Defender, AllFields.Tags, new Seen<Tags>(Tags.Of("phish"))))
            .ShouldBe("""{"customTags":["Redirected","defender:3","phish"]}""");
    }

    [Fact]
    public void What_only_Defender_Experts_may_set_is_never_written() =>
        Should.Throw<ArgumentOutOfRangeException>(
            () => Patch(new FieldWrite(Portal.Defender, AllFields.Status, new Seen<Status>(Status.AwaitingAction))));

    [Fact]
    public void An_unknown_value_is_never_written() =>
        Should.Throw<ArgumentException>(() => Patch(new FieldWrite(Portal.Defender, AllFields.Severity, new Unknown("critical"))));

    private static FieldWrite Verdict(Classification @class, string detail, string comment) =>
        new(Portal.Defender, AllFields.Verdict, new Seen<Verdict>(new Verdict(@class, detail, comment)));

    private static string Patch(params FieldWrite[] fields)
    {
        var read = Read();
        return DefenderWriting.Patch(new IncidentWrite(read.Id, read, [.. fields], [])).ToJsonString();
    }

    private static Snapshot Read() => DefenderReading.Read(JsonSerializer.Deserialize<JsonElement>(Document)).Snapshot!;
}
