using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Steps;

/// <summary>Every check finds the one thing that it is for, and nothing in a commit that is right.</summary>
public sealed class CommitCheckTests
{
    private static readonly Link Link = Told.With();
    private static readonly FieldWrite Write = Told.Severe(Portal.Sentinel);

    [Fact]
    public void A_commit_that_changes_nothing_is_right() => Broken(Link, Link).ShouldBeEmpty();

    [Fact]
    public void A_commit_for_another_link_or_another_connections() =>
        new[] { Link with { Connection = "fabrikam" }, Link with { Id = default } }
            .ShouldAllBe(other => Broken(Link, other).Single() == Invariant.ForeignLink);

    [Fact]
    public void A_snapshot_of_another_incident()
    {
        Broken(Link, Link with { Defender = Link.Defender! with { Id = new("2") } }).ShouldBe([Invariant.ForeignSnapshot]);
        Broken(Link, Link with { Sentinel = Link.Sentinel! with { Id = new("2") } }).ShouldBe([Invariant.ForeignSnapshot]);
    }

    [Fact]
    public void A_snapshot_that_is_older_than_the_one_before_unless_the_portals_clock_was_set_back()
    {
        var older = Link.Defender! with { Stamp = new Stamp(1) };
        Broken(Link, Link with { Defender = older }).ShouldBe([Invariant.SnapshotWentBack]);
        Broken(Link, Link with { Defender = older with { SteppedBack = true } }).ShouldBeEmpty();
    }

    [Fact]
    public void A_base_that_moves_while_the_portals_differ()
    {
        var seen = Link.Observe(Told.Show(Portal.Defender, 10, Told.Severe(Portal.Defender)));
        Broken(Link, seen).ShouldBeEmpty();
        Broken(Link, seen with { Bases = seen.Bases.Agree(AllFields.Severity, seen.Defender!, seen.Sentinel!) })
            .ShouldBe([Invariant.BaseMoved]);
    }

    [Fact]
    public void A_base_that_moves_when_both_portals_hold_the_same()
    {
        var seen = Link.Observe(Told.Show(Portal.Defender, 10, Told.Severe(Portal.Defender)))
            .Observe(Told.Show(Portal.Sentinel, 10, Write));
        Broken(Link, seen with { Bases = seen.Bases.Agree(seen.Defender!, seen.Sentinel!, Told.Rules.Fields) }).ShouldBeEmpty();
    }

    [Fact]
    public void A_base_that_moves_to_what_a_portal_took_without_an_answer()
    {
        var sent = Told.With(Told.Change(Portal.Sentinel, Write) with { Sent = true });
        var looked = Link.Observe(Told.Show(Portal.Sentinel, 10, Write)) with
        {
            Bases = Link.Bases.Adopt(Write, Write.Value, Told.Rules.Fields),
        };
        Broken(sent, looked).ShouldBeEmpty();
        Broken(Link, looked).ShouldBe([Invariant.BaseMoved]);
        Broken(Link with { Unwritable = [new UnwritableValue(Write, HoldReason.NotAccepted)] }, looked).ShouldBeEmpty();
        Broken(Link with { Unwritable = [new UnwritableValue(Write, HoldReason.Refused)] }, looked).ShouldBe([Invariant.BaseMoved]);
    }

    [Fact]
    public void A_base_that_moves_by_the_tags_of_which_a_write_without_an_answer_is_to_be_seen()
    {
        var (both, one) = (new Seen<Tags>(Tags.Of(["vip", "phish"])), new Seen<Tags>(Tags.Of(["phish"])));
        var write = new FieldWrite(Portal.Sentinel, AllFields.Tags, both) { Over = new Seen<Tags>(Tags.None) };
        var sent = Told.With(Told.Change(Portal.Sentinel, write) with { Sent = true });
        var looked = sent.Observe(Told.Show(Portal.Sentinel, 10, write with { Value = one })) with { Intents = [] };
        Broken(sent, looked with { Bases = sent.Bases.Adopt(write, one, Told.Rules.Fields) }).ShouldBeEmpty();
    }

    [Fact]
    public void A_base_that_a_new_twin_starts_with()
    {
        var made = Link with { Bases = Bases.None, Intents = [new Intent.Create([Write], [], Sent: false)] };
        Broken(made, Link with { Bases = Bases.None.AgreeOnInvented(AllFields.Severity, Link.Sentinel!) }).ShouldBeEmpty();
        Broken(made, Link with { Bases = Bases.None.AgreeOnInvented(AllFields.Title, Link.Sentinel!) }).ShouldBe([Invariant.BaseMoved]);
    }

    [Fact]
    public void A_base_that_a_new_twin_starts_with_is_of_one_of_its_fields()
    {
        var made = Link with { Bases = Bases.None, Intents = [new Intent.Create([Told.Titled(Portal.Sentinel), Write], [], Sent: false)] };
        Broken(made, Link with { Bases = Bases.None.AgreeOnInvented(AllFields.Severity, Link.Sentinel!) }).ShouldBeEmpty();
    }

    [Fact]
    public void A_base_that_moves_to_what_was_written_to_another_field()
    {
        var sent = Told.With(Told.Change(Portal.Sentinel, Told.Titled(Portal.Sentinel) with { Field = AllFields.Description }));
        var titled = Link.Bases.ByField.SetItem(AllFields.Title, new FieldBase(Told.Title, Told.Title));
        Broken(sent, Link with { Bases = new Bases(titled) }).ShouldBe([Invariant.BaseMoved]);
    }

    [Fact]
    public void A_write_without_its_row_in_the_journal()
    {
        Broken(Link, Announcing(Write)).ShouldBe([Invariant.WriteWithoutJournal]);
        Broken(Link, Announcing(Write), Row(Portal.Sentinel)).ShouldBeEmpty();
        Broken(Link, Announcing(Write), Row(Portal.Defender)).ShouldBe([Invariant.WriteWithoutJournal]);
        Broken(Link, Announcing(Write), Row(Portal.Sentinel) with { Field = AllFields.Title }).ShouldBe([Invariant.WriteWithoutJournal]);
        Broken(Link, Announcing(Write), Row(Portal.Sentinel) with { Kind = JournalKind.Held }).ShouldBe([Invariant.WriteWithoutJournal]);
    }

    [Fact]
    public void A_write_that_was_announced_before_needs_no_row_again() => Broken(Announcing(Write), Announcing(Write)).ShouldBeEmpty();

    [Fact]
    public void A_write_of_a_word_nobody_knows_or_of_nothing()
    {
        Broken(Link, Announcing(Write with { Value = new Unknown("epic") }), Row(Portal.Sentinel)).ShouldBe([Invariant.UnknownWritten]);
        Broken(Link, Announcing(Write with { Value = Reading.Unseen }), Row(Portal.Sentinel)).ShouldBe([Invariant.UnknownWritten]);
    }

    private static JournalEntry Row(Portal portal) =>
        new(JournalKind.Carried, portal, Write.Field, null, Write.Value, "edited in Defender");

    private static Link Announcing(FieldWrite write) => Told.With(Told.Change(Portal.Sentinel, write));

    private static IEnumerable<Invariant> Broken(Link before, Link after, params JournalEntry[] journal) =>
        CommitCheck.Broken(before, new LinkCommit(after, [.. journal], "", NextStep.Left), Told.Rules);
}
