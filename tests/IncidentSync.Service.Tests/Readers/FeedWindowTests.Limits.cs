using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Readers;
using IncidentSync.Simulation;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Readers;

/// <content>Lists that are longer than what is read at once.</content>
public sealed partial class FeedWindowTests
{
    [Fact]
    public async Task A_list_that_leads_round_in_a_circle_ends_at_once_and_moves_no_cursor()
    {
        var (second, third) = (Page(new FeedContinuation("3")), Page(new FeedContinuation("2")));
        var portal = new ScriptedPortal(Page(new FeedContinuation("2")), second, third, second, third, second, third);
        var run = await _scene.ReaderOf(portal).RunOnceAsync(TestContext.Current.CancellationToken);
        run.ShouldBeOfType<FeedRun.Failed>().Failure.Summary.ShouldContain("links back to a page");
        (portal.Asked, await CursorAsync()).ShouldBe((3, null));
    }

    [Fact]
    public async Task A_window_that_holds_more_than_is_read_at_once_is_cut_and_nothing_of_it_is_left_out()
    {
        var narrow = new FeedScene(ThreePages, "contoso");
        await narrow.PollAsync();
        narrow.Create(400);
        (await narrow.PollAsync()).Run.ShouldBeOfType<FeedRun.Read>();
        narrow.Known(narrow.Connections[0]).ShouldBe(400);
        (await narrow.PollAsync()).ShouldBe((new FeedRun.Read(0), 1));
    }

    [Fact]
    public async Task A_window_of_large_pages_is_cut_by_its_bytes()
    {
        var (row, stamp) = (Sample.Defender("1"), Stamp.Of(ManualTime.Start));
        var large = Page(new FeedContinuation("2"), row with { Stamp = stamp });
        var portal = new ScriptedPortal(large with { Value = large.Value with { Bytes = 64 * 1024 * 1024 } }, Page(null));
        (await _scene.ReaderOf(portal).RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBeOfType<FeedRun.Read>();
        portal.Asked.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task More_incidents_of_one_stamp_than_are_read_at_once_are_told_of_and_the_cursor_stays_before_them()
    {
        var narrow = new FeedScene(ThreePages, "contoso");
        narrow.Create(1);
        await narrow.PollAsync();
        narrow.Create(10);
        var dense = Dense(narrow, 170);
        narrow.Create(10);
        var run = (await narrow.PollAsync()).Run;
        run.ShouldBeOfType<FeedRun.Failed>().Failure.Summary.ShouldContain($"the stamp {dense}");
        var cursor = await narrow.Store.LoadCursorAsync("contoso", Portal.Defender, TestContext.Current.CancellationToken);
        cursor!.Value.ShouldBeInRange(narrow.Portal.Find(new("11"))!.Stamp, new Stamp(dense.Ticks - 1));
    }

    [Fact]
    public async Task Once_their_stamps_differ_the_feed_goes_on_and_has_left_out_none()
    {
        var narrow = new FeedScene(ThreePages, "contoso");
        narrow.Create(1);
        await narrow.PollAsync();
        Dense(narrow, 170);
        narrow.Create(10);
        await narrow.PollAsync();
        for (var id = 1; id <= 100; id++)
        {
            narrow.Time.Advance(TimeSpan.FromSeconds(1));
            narrow.Portal.Edit(new IncidentId($"90{id}"), incident => incident["severity"] = "high");
        }

        (await narrow.PollAsync()).Run.ShouldBeOfType<FeedRun.Read>();
        narrow.Known(narrow.Connections[0]).ShouldBe(181);
    }

    [Fact]
    public async Task A_backfill_that_meets_more_of_one_stamp_than_is_read_at_once_stays_and_the_feed_goes_on()
    {
        var narrow = new FeedScene(ThreePages, "contoso");
        Dense(narrow, 170);
        narrow.Create(1);
        await narrow.PollAsync();
        var run = await narrow.Lane(narrow.Connections[0]).RunOnceAsync(TestContext.Current.CancellationToken);
        run.ShouldBeOfType<ListingRun.Failed>().Failure.Summary.ShouldContain("more incidents with one stamp");
        narrow.Store.ListingOf("contoso", Portal.Defender, ListingKind.Backfill)!.Range.ShouldNotBeNull();
        narrow.Time.Advance(TimeSpan.FromMinutes(1));
        narrow.Create(1);
        (await narrow.PollAsync()).Run.ShouldBeOfType<FeedRun.Read>();
        narrow.Store.Links.Select(narrow.Store.Find).ShouldContain(link => link!.DefenderId == new IncidentId("2"));
        (await narrow.PollAsync()).ShouldBe((new FeedRun.Read(0), 1));
    }

    [Fact]
    public async Task A_window_that_keeps_moving_moves_no_cursor()
    {
        var portal = new ScriptedPortal(new FeedOutcome.Drifted());
        (await _scene.ReaderOf(portal).RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBeOfType<FeedRun.Failed>();
        (await CursorAsync()).ShouldBeNull();
    }
}
