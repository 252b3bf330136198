using IncidentSync.Connectors;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Telemetry;
using IncidentSync.Simulation;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>What must never happen is counted and logged when it does.</summary>
public sealed class ViolationTests
{
    private static readonly IncidentId Id = new("1");
    private static readonly FieldWrite Write = new(Portal.Sentinel, AllFields.Severity, new Seen<Severity>(Severity.High));
    private readonly SmallWorld _world = new();

    public ViolationTests()
    {
        _world.Defender.Create(Id);
        _world.Settle();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void What_is_broken_is_counted_and_logged_with_the_link_and_no_value()
    {
        using var measured = new Measured(_world.Instruments);
        _world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.High));
        _world.Read(Portal.Defender);
        var claim = _world.Claim(Id).ShouldNotBeNull();
        var announcing = claim.Link with { Intents = [new Intent.Change(Write.Portal, [Write], [], Sent: false)] };
        _world.Commit(claim, new LinkCommit(announcing, [], "", NextStep.Left)).ShouldBeTrue();
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
}
