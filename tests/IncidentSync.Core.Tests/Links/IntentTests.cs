using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Links;

/// <summary>What an announced write says of itself, and when two announced comments are one.</summary>
public sealed class IntentTests
{
    private static readonly FieldWrite Severe = new(Sentinel, AllFields.Severity, new Seen<Severity>(Severity.High));
    private static readonly FieldWrite Titled = new(Sentinel, AllFields.Title, new Seen<string>("Another title"));
    private static readonly Intent.Change Change = new(Sentinel, [Severe, Titled], [], Sent: true);

    [Theory]
    [InlineData(Status.Active, true)]
    [InlineData(Status.New, true)]
    [InlineData(Status.Closed, false)]
    public void A_change_reopens_when_it_leaves_the_incident_open_whatever_else_it_writes(Status status, bool reopens) =>
        (Change with { Fields = [Severe, new(Sentinel, AllFields.Status, new Seen<Status>(status))] }).Reopens.ShouldBe(reopens);

    [Fact]
    public void A_change_judges_when_one_of_its_fields_is_the_verdict()
    {
        Change.Judges.ShouldBeFalse();
        (Change with { Fields = [Severe, new(Sentinel, AllFields.Verdict, new Seen<Verdict>(Verdict.None))] }).Judges.ShouldBeTrue();
    }

    [Fact]
    public void A_change_notes_of_its_fields_those_that_its_portal_shows_as_written() =>
        Change.Note(Pair.Synced().Edit(Sentinel, AllFields.Severity, Severity.High).Sentinel!)
            .Shown.ShouldHaveSingleItem().ShouldBe(new(AllFields.Severity, Severe.Value));

    [Fact]
    public void A_change_notes_nothing_of_the_other_portal() =>
        Change.Note(Pair.Synced().Edit(Defender, AllFields.Severity, Severity.High).Defender!).ShouldBeSameAs(Change);

    [Fact]
    public void A_field_that_was_shown_as_written_once_stays_noted()
    {
        var shown = Change.Note(Pair.Synced().Edit(Sentinel, AllFields.Severity, Severity.High).Sentinel!);
        shown.Note(Pair.Synced().Edit(Sentinel, AllFields.Severity, Severity.Low).Sentinel!).ShouldBeSameAs(shown);
    }

    [Theory]
    [InlineData("b", true)]
    [InlineData("c", false)]
    public void Comments_that_carry_one_source_in_common_are_parts_of_one(string source, bool share) =>
        Comment().Shares(Comment() with { Sources = [new("d"), new(source)] }).ShouldBe(share);

    [Fact]
    public void A_comment_that_was_loaded_again_is_the_same_and_has_the_same_hash()
    {
        (Comment(), Comment().GetHashCode()).ShouldBe((Comment(), Comment().GetHashCode()));
        Comment().Equals(null).ShouldBeFalse();
    }

    public static TheoryData<string> Parts =>
        ["portal", "name", "text", "sources", "sent", "incident", "key", "rest", "looked", "version"];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Whatever_differs_makes_another_comment(string what) => Other(what).ShouldNotBe(Comment());

    private static Intent.Comment Comment() => new(Defender, "name", "text", [new("a"), new("b")], Sent: false) { Key = "1" };

    private static Intent.Comment Other(string what) => what switch
    {
        "portal" => Comment() with { Portal = Sentinel },
        "name" => Comment() with { Name = "other" },
        "text" => Comment() with { Text = "other" },
        "sources" => Comment() with { Sources = [new CommentId("a")] },
        "sent" => Comment() with { Sent = true },
        "incident" => Comment() with { Incident = new IncidentId("43") },
        "key" => Comment() with { Key = "2" },
        "rest" => Comment() with { Rest = TimeSpan.FromSeconds(1) },
        "looked" => Comment() with { Looked = true },
        _ => Comment() with { Version = "etag" },
    };
}
