using IncidentSync.Connectors;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Telemetry;
using IncidentSync.Simulation;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>Every check finds the one thing that it is for, and nothing in a commit that is right.</summary>
public sealed class CommitCheckTests
{
    private static readonly IncidentId Id = new("1");
    private static readonly FieldWrite Write = new(Portal.Sentinel, AllFields.Severity, new Seen<Severity>(Severity.High));
    private readonly SmallWorld _world = new();
    private readonly Link _link;

    public CommitCheckTests()
    {
        _world.Defender.Create(Id);
        _world.Settle();
        _link = _world.Store.Find(Sample.LinkOf("1"))!;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_commit_that_changes_nothing_is_right() => Broken(_link).ShouldBeEmpty();

    [Fact]
    public void A_commit_for_another_connections_link() => Broken(_link with { Connection = "fabrikam" }).ShouldBe([Invariant.ForeignLink]);

    [Fact]
    public void A_snapshot_of_another_incident() =>
        Broken(_link with { Defender = _world.Defender.Create(new IncidentId("2")) }).ShouldBe([Invariant.ForeignSnapshot]);

    [Fact]
    public void A_snapshot_that_is_older_than_the_one_before() =>
        Broken(_link with { Defender = _link.Defender! with { Stamp = new Stamp(1) } }).ShouldBe([Invariant.SnapshotWentBack]);

    [Fact]
    public void A_snapshot_of_a_portal_whose_clock_was_set_back_may_be_older() =>
        Broken(_link with { Defender = _link.Defender! with { Stamp = new Stamp(1), SteppedBack = true } }).ShouldBeEmpty();

    [Fact]
    public void A_base_that_moves_while_the_portals_differ()
    {
        var edited = _world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.High));
        var seen = _link.Observe(edited);
        Broken(seen).ShouldBeEmpty();
        Broken(seen with { Bases = seen.Bases.Agree(AllFields.Severity, edited, seen.Sentinel!) }).ShouldBe([Invariant.BaseMoved]);
    }

    [Fact]
    public void A_base_that_moves_to_what_a_portal_took_without_an_answer()
    {
        var sent = _link with { Intents = [new Intent.Change(Portal.Sentinel, [Write], [], Sent: true)] };
        var taken = _world.Sentinel.Set(SmallWorld.TwinOf(Id), AllFields.Severity, Write.Value);
        var looked = _link.Observe(taken) with { Bases = _link.Bases.Adopt(Write, Write.Value, SyncRules.Default.Fields) };
        CommitCheck.Broken(sent, new LinkCommit(looked, [], "", NextStep.Left), SyncRules.Default).ShouldBeEmpty();
        CommitCheck.Broken(_link, new LinkCommit(looked, [], "", NextStep.Left), SyncRules.Default).ShouldBe([Invariant.BaseMoved]);
    }

    [Fact]
    public void A_base_that_moves_by_the_tags_of_which_a_write_without_an_answer_is_to_be_seen()
    {
        var (both, one) = (new Seen<Tags>(Tags.Of(["vip", "phish"])), new Seen<Tags>(Tags.Of(["vip"])));
        var write = new FieldWrite(Portal.Sentinel, AllFields.Tags, both) { Over = new Seen<Tags>(Tags.None) };
        var sent = _link with { Intents = [new Intent.Change(Portal.Sentinel, [write], [], Sent: true)] };
        var looked = sent.Observe(_world.Sentinel.Set(SmallWorld.TwinOf(Id), AllFields.Tags, one)) with { Intents = [] };
        var adopted = looked with { Bases = sent.Bases.Adopt(write, one, SyncRules.Default.Fields) };
        CommitCheck.Broken(sent, new LinkCommit(adopted, [], "", NextStep.Left), SyncRules.Default).ShouldBeEmpty();
    }

    [Fact]
    public void A_write_without_its_row_in_the_journal() => Broken(Announcing(Write)).ShouldBe([Invariant.WriteWithoutJournal]);

    [Fact]
    public void A_write_with_its_row() =>
        Broken(Announcing(Write), Row(Write.Portal)).ShouldBeEmpty();

    [Fact]
    public void A_row_about_the_other_portal_is_not_its_row() =>
        Broken(Announcing(Write), Row(Portal.Defender)).ShouldBe([Invariant.WriteWithoutJournal]);

    [Fact]
    public void A_write_of_a_word_nobody_knows() =>
        Broken(Announcing(Write with { Value = new Unknown("epic") }), Row(Write.Portal)).ShouldBe([Invariant.UnknownWritten]);

    [Fact]
    public void What_is_broken_is_counted_and_logged_with_the_link_and_no_value()
    {
        using var measured = new Measured(_world.Instruments);
        _world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.High));
        _world.Read(Portal.Defender);
        var claim = _world.Claim(Id).ShouldNotBeNull();
        _world.Commit(claim, new LinkCommit(claim.Link with { Intents = Announcing(Write).Intents }, [], "", NextStep.Left)).ShouldBeTrue();
        measured.Of("invariant.violations").Single().Tags.ShouldBe(["invariant=writeWithoutJournal", "connection=contoso"]);
        _world.Logs.Lines.ShouldContain(line => line.StartsWith("Error") && line.Contains(" 8001: ") && line.Contains($"{claim.Link.Id}"));
    }

    [Fact]
    public async Task A_comment_that_is_posted_again_after_it_was_taken_is_told()
    {
        using var measured = new Measured(_world.Instruments);
        var post = new CommentPost(Id, "note", "blocked the sender");
        await _world.PortalOf(Portal.Defender).PostCommentAsync(post, Token);
        measured.Of("invariant.violations").ShouldBeEmpty();
        await _world.PortalOf(Portal.Defender).PostCommentAsync(post, Token);
        measured.Of("invariant.violations", "invariant=commentPostedTwice").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_write_of_a_connection_that_only_observes_is_told()
    {
        var observing = new SmallWorld(shape: connection => connection with { Mode = ConnectionMode.Observe });
        using var measured = new Measured(observing.Instruments);
        await observing.PortalOf(Portal.Defender).PostCommentAsync(new CommentPost(Id, "note", "text"), Token);
        measured.Of("invariant.violations", "invariant=wroteUnasked").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cursor_that_stands_earlier_than_before_is_told_once()
    {
        var store = new ForgetfulStore(_world.Store);
        using var measured = new Measured(_world.Instruments);
        var watched = new InstrumentedStore(store, _world.Connections, _world.Instruments, _world.Violations, _world.Time);
        foreach (var cursor in new long?[] { 5, 9, 9, 3, 4 })
        {
            store.Cursor = cursor is { } ticks ? new Stamp(ticks) : null;
            await watched.LoadCursorAsync(Sample.Connection, Portal.Defender, Token);
        }

        measured.Of("invariant.violations", "invariant=cursorWentBack").Count.ShouldBe(1);
    }

    private static JournalEntry Row(Portal portal) =>
        new(JournalKind.Carried, portal, Write.Field, null, Write.Value, "edited in Defender");

    private Link Announcing(FieldWrite write) => _link with { Intents = [new Intent.Change(write.Portal, [write], [], Sent: false)] };

    private IEnumerable<Invariant> Broken(Link after, params JournalEntry[] journal) =>
        CommitCheck.Broken(_link, new LinkCommit(after, [.. journal], "", NextStep.Left), SyncRules.Default);
}
