using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Steps;

/// <summary>The rows of the table above <see cref="UnansweredWrites"/>.</summary>
public sealed class UnansweredWritesTests
{
    private static readonly FieldWrite Severe = Told.Severe(Portal.Defender);

    [Fact]
    public void What_must_be_looked_up_first_may_have_been_sent_and_is_due()
    {
        var change = Told.Change(Portal.Defender, Severe);
        var comment = new Intent.Comment(Portal.Defender, "", "text", [], Sent: true);
        UnansweredWrites.ToBeAsked(Told.With(change, comment)).ShouldBeNull();
        UnansweredWrites.ToBeAsked(Told.With(change with { Sent = true, Rest = TimeSpan.FromSeconds(1) })).ShouldBeNull();
        UnansweredWrites.ToBeAsked(Told.With(comment, change with { Sent = true })).ShouldBe(change with { Sent = true });
        var create = new Intent.Create([Severe], [], Sent: true) { Key = "1" };
        UnansweredWrites.ToBeAsked(Told.With(create)).ShouldBe(create);
    }

    [Fact]
    public void Nothing_that_was_shown_settles_nothing()
    {
        var link = Told.With(Told.Change(Portal.Defender, Severe) with { Sent = true });
        Settle(link).Link.ShouldBeSameAs(link);
    }

    [Fact]
    public void A_field_that_a_page_has_shown_moves_both_bases_as_of_the_write_and_what_came_after_is_an_edit()
    {
        var change = Told.Change(Portal.Defender, Severe, Told.Titled(Portal.Defender)) with { Sent = true };
        var shown = change with { Shown = change.Shown.Add(AllFields.Severity, Told.High) };
        var (link, journal) = Settle(Told.With(shown).Observe(Told.Show(Portal.Defender, 20, Severe with { Value = Told.Low })));
        link.Bases[AllFields.Severity]!.ShouldSatisfyAllConditions(
            held => held.Defender.ShouldBe(Told.High), held => held.Sentinel.ShouldBe(Told.High),
            held => held.DefenderSince.ShouldBe(Told.Show(Portal.Defender, 20).Stamp));
        link.Intents.ShouldHaveSingleItem().Writes.Single().Field.ShouldBe(AllFields.Title);
        journal.ShouldHaveSingleItem().ShouldBe(new JournalEntry(
            JournalKind.Adopted, Portal.Defender, AllFields.Severity, Told.High, Told.High, UnansweredWrites.Seen));
    }

    [Fact]
    public void A_change_of_which_all_is_shown_is_over()
    {
        var change = Told.Change(Portal.Defender, Severe) with { Sent = true };
        Settle(Told.With(change with { Shown = change.Shown.Add(AllFields.Severity, Told.High) })).Link.Intents.ShouldBeEmpty();
    }

    [Fact]
    public void A_value_that_Defender_took_late_is_the_write_itself_once()
    {
        var memory = new Intent.Unanswered(Severe) { SeenAs = Told.High };
        var (link, journal) = Settle(Told.With(memory));
        (link.Intents.OfType<Intent.Unanswered>().Single().IsSettled, journal.Single().Kind).ShouldBe((true, JournalKind.Adopted));
        Settle(link).Link.ShouldBeSameAs(link);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(50, true)]
    [InlineData(70, false)]
    public void A_twin_is_ours_when_it_was_made_after_it_was_announced_by_clocks_that_may_differ_by_a_minute(
        int announcedLater, bool isOurs)
    {
        var at = new Stamp(Pair.Start.Ticks + (announcedLater * TimeSpan.TicksPerSecond));
        var severity = new FieldWrite(Portal.Sentinel, AllFields.Severity, Told.Medium) { Of = Told.Medium };
        var create = new Intent.Create([severity], [], Sent: true) { At = at };
        var (link, _) = Settle(Told.With(create) with { Bases = Bases.None });
        link.Intents.ShouldBeEmpty();
        (link.Bases[AllFields.Severity] is not null).ShouldBe(isOurs);
    }

    [Fact]
    public void A_twin_that_is_Microsofts_own_is_first_contact_and_one_that_is_not_there_settles_nothing()
    {
        var create = new Intent.Create([Severe], [], Sent: true) { At = Pair.Start };
        var native = Told.With(create) with { Bases = Bases.None };
        var (link, _) = Settle(native with { Sentinel = native.Sentinel! with { IsNative = true } });
        (link.Intents.IsEmpty, link.Bases[AllFields.Severity]).ShouldBe((true, null));
        Settle(native with { Sentinel = null }).Link.Intents.Length.ShouldBe(1);
    }

    [Fact]
    public void A_comment_with_our_text_is_posted()
    {
        var comment = new Intent.Comment(Portal.Defender, "", "blocked  the sender", [new CommentId("c1")], Sent: true);
        var waiting = new KnownComment(Portal.Sentinel, new CommentId("c1"), CommentRole.Waiting);
        var link = Told.With(comment) with { Comments = [waiting] };
        var there = new Comment(new CommentId("9"), "app", Pair.Start, comment.Text);
        Settle(link).Link.Intents.Length.ShouldBe(1);
        var (after, _) = Settle(link with { Defender = link.Defender! with { Comments = [there] } });
        (after.Intents.IsEmpty, after.Comments.Single(known => known.Home == Portal.Sentinel).Role).ShouldBe((true, CommentRole.Carried));
    }

    [Fact]
    public void A_write_of_which_the_portal_shows_something_else_moves_no_base()
    {
        var link = Told.With();
        UnansweredWrites.Adopt(link, Severe, Told.Low, Told.Rules, null).ShouldBeSameAs(link);
    }

    private static (Link Link, System.Collections.Immutable.ImmutableArray<JournalEntry> Journal) Settle(Link link) =>
        UnansweredWrites.Settle(link, Told.Rules);
}
