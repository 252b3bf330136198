using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Links;

/// <summary>What a link makes of a portal's answer.</summary>
public sealed class LinkTests
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
    private static readonly Stamp Now = Pair.Start.After(TimeSpan.FromHours(1));
    private static readonly Link Quiet = Pair.Synced().Link();
    private static readonly Snapshot Older = Quiet.Sentinel! with { Stamp = Pair.Start.Back(TimeSpan.FromSeconds(1)), Version = "old" };
    private static readonly Snapshot Newer = Quiet.Sentinel! with { Stamp = Pair.Start.After(TimeSpan.FromSeconds(1)), Version = "new" };

    [Fact]
    public void An_answer_that_is_older_than_what_is_known_changes_nothing() => Quiet.Observe(Older).ShouldBeSameAs(Quiet);

    [Fact]
    public void An_answer_of_the_same_stamp_is_taken() =>
        Quiet.Observe(Older with { Stamp = Pair.Start }).Sentinel!.Version.ShouldBe("old");

    [Fact]
    public void An_older_answer_about_another_incident_is_taken_and_so_is_one_whose_portals_clock_was_set_back()
    {
        Quiet.Observe(Older with { Id = new("other") }).Sentinel!.Version.ShouldBe("old");
        Quiet.Observe(Older with { SteppedBack = true }).Sentinel!.Version.ShouldBe("old");
    }

    [Fact]
    public void A_newer_answer_is_taken_by_whoever_counts_older_ones_too() =>
        Quiet.Observe(Newer, Now, Overlap).ShouldSatisfyAllConditions(
            link => link.Sentinel!.Version.ShouldBe("new"), link => link.Older.ShouldBeNull());

    [Fact]
    public void An_older_answer_is_counted() =>
        Quiet.Observe(Older, Now, Overlap).ShouldBe(Quiet with { Older = new OlderReads(Sentinel, Older.Stamp, Now, 1) });

    [Fact]
    public void An_older_answer_that_a_portal_keeps_giving_is_taken_as_that_of_a_clock_that_was_set_back()
    {
        var counted = Quiet with { Older = new OlderReads(Sentinel, Older.Stamp, Pair.Start, 4) };
        var taken = counted.Observe(Older, Now, Overlap);
        (taken.Sentinel!.Version, taken.Sentinel.SteppedBack, taken.Older).ShouldBe(("old", true, null));
    }

    [Theory]
    [InlineData(Sentinel, true)]
    [InlineData(Defender, false)]
    public void An_answer_ends_the_count_of_older_ones_of_its_own_portal(Portal portal, bool ends)
    {
        var counted = Quiet with { Older = new OlderReads(portal, Older.Stamp, Pair.Start, 4) };
        counted.Observe(Newer).Older.ShouldBe(ends ? null : counted.Older);
    }

    [Theory]
    [InlineData(LinkState.Deleted, Sentinel, LinkState.Live, true)]
    [InlineData(LinkState.Deleted, Defender, LinkState.Deleted, false)]
    [InlineData(LinkState.Unpaired, Sentinel, LinkState.Unpaired, true)]
    public void An_incident_that_is_there_again_is_not_missing_and_lives(LinkState state, Portal missing, LinkState becomes, bool isBack)
    {
        var link = Quiet with { State = state, Missing = MissingIncident.Met(missing) };
        var seen = link.Observe(Newer);
        (seen.State, seen.Missing is null).ShouldBe((becomes, isBack));
    }

    [Fact]
    public void A_state_stays_while_nothing_is_missing()
    {
        (Quiet with { State = LinkState.Merged }).Observe(Newer).State.ShouldBe(LinkState.Merged);
        (Quiet with { State = LinkState.Deleted }).Observe(Newer).State.ShouldBe(LinkState.Deleted);
    }

    [Fact]
    public void An_etag_that_is_known_to_be_gone_is_so_until_Sentinel_shows_another()
    {
        var link = Quiet with { GoneVersion = "new" };
        link.Observe(Newer).GoneVersion.ShouldBe("new");
        link.Observe(Newer with { Version = "newer" }).GoneVersion.ShouldBe("");
        link.Observe(Newer with { Portal = Defender, Id = Quiet.DefenderId!.Value, Version = "" }).GoneVersion.ShouldBe("new");
    }

    [Fact]
    public void Announced_changes_note_what_is_shown_of_them_whatever_else_is_announced()
    {
        var change = new Intent.Change(Sentinel, [new(Sentinel, AllFields.Title, new Seen<string>("New"))], [], Sent: true) { Key = "1" };
        var shown = Newer with { Incident = Newer.Incident.With(AllFields.Title, new Seen<string>("New")) };
        Noted([change], shown).ShouldBe([AllFields.Title]);
        Noted([new Intent.Comment(Sentinel, "", "", [], Sent: false), change], shown).ShouldBe([AllFields.Title]);
    }

    [Fact]
    public void Defenders_comments_keep_the_names_that_they_have_on_the_same_incident()
    {
        var said = new Comment(new("first name"), "alice@contoso.com", Pair.Start, "I look at it.");
        var known = Quiet with { Defender = Quiet.Defender! with { Comments = [said] } };
        var shown = Quiet.Defender! with { Comments = [said with { Id = new("another"), Author = "Alice Smith" }] };
        known.Observe(shown).Defender!.Comments.Single().Id.ShouldBe(said.Id);
        known.Observe(shown with { Id = new("43") }).Defender!.Comments.Single().Id.ShouldNotBe(said.Id);
        (known with { Defender = null }).Observe(shown).Defender!.Comments.Single().Id.ShouldNotBe(said.Id);
    }

    [Fact]
    public void A_link_is_live_with_an_incident_of_Defender_and_unpaired_without()
    {
        Link.New(Quiet.Id, "contoso", new("42"), new("7b1c")).State.ShouldBe(LinkState.Live);
        Link.New(Quiet.Id, "contoso", null, new("7b1c")).State.ShouldBe(LinkState.Unpaired);
    }

    private static IEnumerable<Field> Noted(Intent[] intents, Snapshot shown) =>
        (Quiet with { Intents = [.. intents] }).Observe(shown).Intents.OfType<Intent.Change>().Single().Shown.Keys;
}
