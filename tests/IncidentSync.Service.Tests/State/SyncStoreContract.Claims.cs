using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.State;

public abstract partial class SyncStoreContract
{
    private static readonly Intent Note = new Intent.Comment(Portal.Sentinel, "note", "text", [], Sent: false);

    [Fact]
    public async Task A_link_that_waits_for_nothing_is_not_handed_out()
    {
        await CommitAsync(await ClaimNewAsync(), link => link);
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldBeNull();
        (await ClaimAsync(Sample.LinkOf("unheard of"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_link_is_in_one_workers_hands_at_a_time()
    {
        await ReadAsync(Sample.Defender("1"));
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ClaimAsync(Sample.LinkOf("1")))));
        claims.Count(claim => claim is not null).ShouldBe(1);
        (await Store.FindDueAsync(9, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_worker_that_never_came_back_finds_the_link_fenced()
    {
        var late = await ClaimNewAsync();
        await PassAsync(TimeSpan.FromMinutes(3));
        await ClaimAsync(Sample.LinkOf("1"));
        (await Store.CommitAsync(late, new LinkCommit(late.Link with { LastError = "late" }, [], "rules", new NextStep.Done()), Token))
            .ShouldBeFalse();
        (await StoredAsync(Sample.LinkOf("1"))).LastError.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fenced_commit_leaves_nothing_behind()
    {
        var late = await ClaimNewAsync();
        await PassAsync(TimeSpan.FromMinutes(3));
        await ClaimAsync(Sample.LinkOf("1"));
        var before = await StoredAsync(Sample.LinkOf("1"));
        var link = late.Link.Observe(Sample.Defender("1", at: 9)) with { Intents = [Note] };
        var commit = new LinkCommit(link, [Entry("late")], "rules", NextStep.Left);
        (await Store.CommitAsync(late, commit, Token)).ShouldBeFalse();
        Show(await StoredAsync(Sample.LinkOf("1"))).ShouldBe(Show(before));
        (await JournalAsync(Sample.LinkOf("1"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_taken_over_rests_first()
    {
        await ClaimNewAsync();
        await PassAsync(TimeSpan.FromMinutes(3));
        (await Store.FindDueAsync(9, Token)).Count.ShouldBe(1);
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldBeNull();
        await PassAsync(TimeSpan.FromMinutes(2));
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull().Dirty.ShouldBeTrue();
    }

    [Fact]
    public async Task The_writes_of_a_link_taken_over_may_have_been_sent()
    {
        await CommitAsync(await ClaimNewAsync(), link => link with { Intents = [Note] });
        (await ClaimAsync(Sample.LinkOf("1")))!.Link.Intents.ShouldAllBe(intent => !intent.Sent);
        await PassAsync(TimeSpan.FromMinutes(3));
        await ClaimAsync(Sample.LinkOf("1"));
        (await StoredAsync(Sample.LinkOf("1"))).Intents.ShouldAllBe(intent => intent.Sent);
    }

    [Fact]
    public async Task A_link_taken_over_with_announced_writes_rests_no_longer()
    {
        await CommitAsync(await ClaimNewAsync(), link => link with { Intents = [Note] });
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        await PassAsync(TimeSpan.FromMinutes(3));
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldBeNull();
        await PassAsync(TimeSpan.FromMinutes(2));
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull().Link.Intents.ShouldAllBe(intent => intent.Sent && intent.IsDue);
    }

    [Fact]
    public async Task A_link_that_changed_while_it_was_planned_is_planned_again()
    {
        var claim = await ClaimNewAsync();
        await ReadAsync(Sample.Defender("1", at: 2, Sample.Incident.With(AllFields.Title, new Seen<string>("later"))));
        await CommitAsync(claim, link => link);
        (await ClaimAsync(Sample.LinkOf("1")))!.Dirty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_commit_keeps_what_a_page_told_meanwhile()
    {
        var claim = await ClaimNewAsync();
        await ReadAsync(Sample.Defender("1", at: 3, Sample.Incident.With(AllFields.Title, new Seen<string>("later"))));
        var stored = await CommitAsync(claim, link => link.Observe(Sample.Defender("1", at: 2)));
        stored.Defender!.Stamp.ShouldBe(Sample.At(3));
    }

    [Fact]
    public async Task A_link_that_was_not_planned_stays_dirty()
    {
        var claim = await ClaimNewAsync();
        await Store.CommitAsync(claim, new LinkCommit(claim.Link, [], "rules", NextStep.Left), Token);
        (await ClaimAsync(Sample.LinkOf("1")))!.Dirty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_link_can_be_marked_dirty_by_its_worker()
    {
        var claim = await ClaimNewAsync();
        await Store.CommitAsync(claim, new LinkCommit(claim.Link, [], "rules", new NextStep.Replan(TimeSpan.Zero)), Token);
        (await ClaimAsync(Sample.LinkOf("1")))!.Dirty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_link_with_writes_waits_for_the_writer()
    {
        await CommitAsync(await ClaimNewAsync(), link => link with { Intents = [Note] });
        (await Store.FindDueAsync(9, Token)).ShouldBe([new DueLink(Sample.LinkOf("1"), Dirty: false)]);
        (await ClaimAsync(Sample.LinkOf("1")))!.Dirty.ShouldBeFalse();
    }

    [Fact]
    public async Task A_lease_is_kept_for_the_next_write()
    {
        var claim = await ClaimNewAsync();
        await Store.CommitAsync(claim, new LinkCommit(claim.Link, [], "rules", new NextStep.Continue(AlsoDirty: false)), Token);
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldBeNull();
        (await Store.CommitAsync(claim, new LinkCommit(claim.Link, [], "rules", NextStep.Left), Token)).ShouldBeTrue();
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_rest_is_honoured()
    {
        var claim = await ClaimNewAsync();
        var rest = new NextStep.RestFor(TimeSpan.FromMinutes(5), WakesOnNews: false);
        await Store.CommitAsync(claim, new LinkCommit(claim.Link, [], "rules", rest), Token);
        (await Store.FindDueAsync(9, Token)).ShouldBeEmpty();
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldBeNull();
        await PassAsync(TimeSpan.FromMinutes(6));
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_change_does_not_end_a_rest()
    {
        var claim = await ClaimNewAsync();
        var rest = new NextStep.RestFor(TimeSpan.FromMinutes(5), WakesOnNews: false);
        await Store.CommitAsync(claim, new LinkCommit(claim.Link, [], "rules", rest), Token);
        await ReadAsync(Sample.Defender("1", at: 2, Sample.Incident.With(AllFields.Title, new Seen<string>("later"))));
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_rest_that_wakes_on_news_ends_with_a_change()
    {
        var claim = await ClaimNewAsync();
        var commit = new LinkCommit(claim.Link, [], "rules", new NextStep.RestFor(TimeSpan.FromMinutes(5), WakesOnNews: true));
        await Store.CommitAsync(claim, commit, Token);
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldBeNull();
        await ReadAsync(Sample.Defender("1", at: 2, Sample.Incident.With(AllFields.Title, new Seen<string>("later"))));
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_lease_that_is_kept_is_renewed()
    {
        var claim = await ClaimNewAsync();
        await PassAsync(TimeSpan.FromSeconds(90));
        await Store.CommitAsync(claim, new LinkCommit(claim.Link, [], "rules", new NextStep.Continue(AlsoDirty: false)), Token);
        await PassAsync(TimeSpan.FromSeconds(90));
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldBeNull();
        (await Store.CommitAsync(claim, new LinkCommit(claim.Link, [], "rules", NextStep.Left), Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_waits_longest_comes_first()
    {
        await ReadAsync(Sample.Defender("1"));
        await PassAsync(TimeSpan.FromSeconds(1));
        await ReadAsync(Sample.Defender("2"));
        (await Store.FindDueAsync(1, Token)).ShouldBe([new DueLink(Sample.LinkOf("1"), Dirty: true)]);
        (await Store.FindDueAsync(9, Token)).Count.ShouldBe(2);
    }
}
