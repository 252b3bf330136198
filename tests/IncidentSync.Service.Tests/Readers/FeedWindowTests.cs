using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Readers;
using IncidentSync.Simulation;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Readers;

/// <summary>How far a feed reads at once, what it leaves to the backfill, and what it never leaves out.</summary>
public sealed partial class FeedWindowTests
{
    private static readonly ListLimits ThreePages = ListLimits.Default with { Pages = 3 };

    private readonly FeedScene _scene = new("contoso");

    [Fact]
    public async Task A_hundred_and_fifty_changes_in_one_poll_are_four_list_calls_at_most()
    {
        await _scene.PollAsync();
        _scene.Create(150);
        (await _scene.PollAsync()).ShouldBe((new FeedRun.Read(150), 4));
    }

    [Fact]
    public async Task The_first_start_is_one_call_and_goes_on_from_the_newest_stamp()
    {
        _scene.Create(130);
        (await _scene.PollAsync()).ShouldBe((new FeedRun.Read(50), 1));
        _scene.Create(1);
        (await _scene.PollAsync()).ShouldBe((new FeedRun.Read(1), 1));
        await _scene.BackfillAsync(_scene.Connections[0]);
        _scene.Known(_scene.Connections[0]).ShouldBe(131);
    }

    [Fact]
    public async Task A_short_past_needs_no_backfill()
    {
        _scene.Create(49);
        await _scene.PollAsync();
        (await _scene.BackfillAsync(_scene.Connections[0]), _scene.Known(_scene.Connections[0])).ShouldBe((0, 49));
    }

    [Fact]
    public async Task A_window_holds_a_thousand_rows_and_the_rest_waits_behind_what_changes_now()
    {
        await _scene.PollAsync();
        _scene.Create(1_300);
        var (_, lists) = await _scene.PollAsync();
        lists.ShouldBeLessThanOrEqualTo(21);
        _scene.Create(1);
        (await _scene.PollAsync()).Lists.ShouldBe(1);
        await _scene.BackfillAsync(_scene.Connections[0]);
        _scene.Known(_scene.Connections[0]).ShouldBe(1_301);
    }

    [Theory, InlineData(1), InlineData(3), InlineData(7)]
    public async Task A_backfill_that_is_killed_at_every_nth_page_brings_everything(int every)
    {
        _scene.Create(1_000);
        await _scene.PollAsync();
        await _scene.BackfillAsync(_scene.Connections[0], killed: step => step % every == 0);
        _scene.Known(_scene.Connections[0]).ShouldBe(1_000);
        _scene.Store.ListingOf("contoso", Portal.Defender, ListingKind.Backfill)!.Range.ShouldBeNull();
    }

    [Fact]
    public async Task A_backfill_of_incidents_of_one_stamp_comes_to_an_end()
    {
        for (var id = 1; id <= 170; id++)
        {
            _scene.Portal.Create(new IncidentId($"{id}"));
        }

        await _scene.PollAsync();
        await _scene.BackfillAsync(_scene.Connections[0], killed: _ => true);
        _scene.Known(_scene.Connections[0]).ShouldBe(170);
    }

    [Fact]
    public async Task What_changes_while_a_backfill_runs_is_read_by_the_feed_and_nothing_is_lost()
    {
        _scene.Create(400);
        await _scene.PollAsync();
        await _scene.BackfillAsync(_scene.Connections[0], killed: step =>
        {
            _scene.Portal.Edit(new IncidentId($"{1 + (step * 37 % 400)}"), incident => incident["severity"] = "high");
            return false;
        });
        await _scene.PollAsync();
        await _scene.BackfillAsync(_scene.Connections[0]);
        _scene.Known(_scene.Connections[0]).ShouldBe(400);
        var stored = _scene.Store.Links.Select(_scene.Store.Find)
            .ToDictionary(link => link!.DefenderId!.Value, link => link!.Defender!.Stamp);
        _scene.Portal.All().Where(incident => stored[incident.Id] != incident.Stamp).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_that_became_visible_late_is_found_within_the_overlap_and_counted()
    {
        await _scene.PollAsync();
        _scene.Create(1);
        _scene.Time.Advance(TimeSpan.FromSeconds(40));
        _scene.Create(1);
        var newest = _scene.Portal.All().Max(incident => incident.Stamp);
        await _scene.Store.StorePageAsync(
            new PageCommit("contoso", _scene.Connections[0].Identity, Portal.Defender, [], newest), TestContext.Current.CancellationToken);
        _scene.Restart();
        (await _scene.PollAsync()).Run.ShouldBe(new FeedRun.Read(2) { Late = 1 });
        _scene.Restart();
        (await _scene.PollAsync()).Run.ShouldBe(new FeedRun.Read(0));
    }

    [Fact]
    public async Task An_empty_page_in_the_middle_of_a_list_is_no_end()
    {
        var newest = Sample.Defender("2") with { Stamp = Stamp.Of(ManualTime.Start) };
        var portal = new ScriptedPortal(
            Page(new FeedContinuation("2"), Sample.Defender("1")), Page(new FeedContinuation("3")), Page(null, newest));
        (await _scene.ReaderOf(portal).RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBe(new FeedRun.Read(2));
        (await CursorAsync()).ShouldBe(newest.Stamp);
    }

    [Fact]
    public async Task An_incident_that_claims_to_have_changed_tomorrow_does_not_take_the_cursor_there()
    {
        var today = Sample.Defender("1") with { Stamp = Stamp.Of(ManualTime.Start) };
        var tomorrow = Sample.Defender("2") with { Stamp = Stamp.Of(ManualTime.Start.AddDays(1)) };
        var reader = _scene.ReaderOf(new ScriptedPortal(Page(null, today, tomorrow)));
        (await reader.RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBe(new FeedRun.Read(2));
        (await CursorAsync()).ShouldBe(today.Stamp);
        (await reader.RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBe(new FeedRun.Read(0));
    }

    [Fact]
    public async Task What_changes_while_a_window_is_read_does_not_take_the_cursor_with_it()
    {
        var (before, during) = (
            Sample.Defender("1") with { Stamp = Stamp.Of(ManualTime.Start) }, Stamp.Of(ManualTime.Start.AddSeconds(90)));
        var second = Page(null, Sample.Defender("2") with { Stamp = during });
        var portal = new ScriptedPortal(
            new FeedOutcome.Page(new FeedPage([before], [], new FeedContinuation("2"), ManualTime.Start)),
            second with { Value = second.Value with { ServerTime = ManualTime.Start.AddMinutes(2) } });
        (await _scene.ReaderOf(portal).RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBe(new FeedRun.Read(2));
        (await CursorAsync()).ShouldBe(before.Stamp);
    }

    private static Stamp Dense(FeedScene narrow, int count)
    {
        narrow.Time.Advance(TimeSpan.FromSeconds(1));
        for (var id = 1; id <= count; id++)
        {
            narrow.Portal.Create(new IncidentId($"90{id}"));
        }

        return narrow.Portal.Find(new("901"))!.Stamp;
    }

    private static FeedOutcome.Page Page(FeedContinuation? next, params IReadOnlyList<Snapshot> incidents) =>
        new(new FeedPage(incidents, [], next, null));

    private Task<Stamp?> CursorAsync() =>
        _scene.Store.LoadCursorAsync("contoso", Portal.Defender, TestContext.Current.CancellationToken);
}
