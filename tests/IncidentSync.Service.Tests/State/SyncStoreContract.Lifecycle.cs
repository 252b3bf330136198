using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.State;

public abstract partial class SyncStoreContract
{
    private static readonly BrakeLimits Two = new(TimeSpan.FromMinutes(10), 0, 2);

    [Fact]
    public async Task What_became_of_a_link_comes_back()
    {
        Link left = null!;
        var stored = await CommitAsync(await ClaimNewAsync(), link => left = link with
        {
            Hold = HoldReason.RedirectCircle,
            Missing = new MissingIncident(Portal.Sentinel, 1, Sample.At(7)),
            MergedInto = new MergeTarget(new IncidentId("17")),
            Recent = [new(new FieldWrite(Portal.Sentinel, AllFields.Title, new Seen<string>("\"quoted\"")), Sample.At(8))],
            Older = new OlderReads(Portal.Defender, Sample.At(1), Sample.At(2), 3),
            Observed = "writes",
        });
        Show(stored).ShouldBe(Show(left));
        var again = (await ClaimAgainAsync()).ShouldNotBeNull();
        var gone = await CommitAsync(again, link =>
            left = link with { Hold = null, Missing = null, MergedInto = new(null), Recent = [], Older = null, Observed = "" });
        Show(gone).ShouldBe(Show(left));
    }

    [Fact]
    public async Task A_new_snapshot_says_that_an_incident_is_not_missing()
    {
        await CommitAsync(await ClaimNewAsync(), link => link with { Missing = MissingIncident.Met(Portal.Defender) });
        await ReadAsync(Sample.Defender("1", at: 2));
        (await StoredAsync(Sample.LinkOf("1"))).Missing.ShouldBeNull();
        (await Store.FindDueAsync(9, Token)).Single().Dirty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_new_incident_of_Microsofts_or_of_our_own_name_takes_the_place_of_a_deleted_one(bool isMicrosofts)
    {
        var second = isMicrosofts ? Sample.Native("second", of: "1") : Sample.Sentinel(Sample.TwinOf("1"), of: "1");
        await ReadAsync(Sample.Native("first", of: "1"));
        var deleted = new MissingIncident(Portal.Sentinel, 2, Sample.At(0));
        await CommitAsync((await ClaimAsync(Sample.LinkOf("1")))
            .ShouldNotBeNull(), link => link with { State = LinkState.Deleted, Missing = deleted });
        await ReadAsync(second);
        var link = await StoredAsync(Sample.LinkOf("1"));
        (link.State, link.SentinelName, link.Sentinel!.Id, link.Missing).ShouldBe((LinkState.Live, second.Id, second.Id, null));
    }

    [Fact]
    public async Task Microsofts_own_incident_takes_the_place_of_the_twin_we_made()
    {
        await ReadAsync(Sample.Defender("1"));
        await ReadAsync(Sample.Sentinel(Sample.TwinOf("1"), at: 9, of: "1"));
        var writing = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        await ReadAsync(Sample.Native("native", of: "1", at: 5));
        var (pair, twin) = (
            await StoredAsync(Sample.LinkOf("1")), await StoredAsync(Sample.Identity.LinkOfSentinel(new(Sample.TwinOf("1")))));
        (pair.SentinelName, pair.Sentinel!.Id, pair.Bases.ByField.IsEmpty).ShouldBe((new("native"), new("native"), true));
        (twin.DefenderId, twin.SupersededBy, twin.Sentinel!.Id).ShouldBe((null, new("native"), new(Sample.TwinOf("1"))));
        (await Store.CommitAsync(writing, new LinkCommit(writing.Link, [], "rules", NextStep.Left), Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_twin_that_we_made_beside_Microsofts_own_is_superseded()
    {
        await ReadAsync(Sample.Native("native", of: "1"));
        await ReadAsync(Sample.Sentinel(Sample.TwinOf("1"), of: "1"));
        (await StoredAsync(Sample.LinkOf("1"))).SentinelName.ShouldBe(new IncidentId("native"));
        (await StoredAsync(Sample.Identity.LinkOfSentinel(new(Sample.TwinOf("1"))))).SupersededBy.ShouldBe(new IncidentId("native"));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_is_believed_after_a_while()
    {
        await ReadAsync(Sample.Defender("1", at: 9_000));
        foreach (var minute in Enumerable.Range(0, 7))
        {
            (await StoredAsync(Sample.LinkOf("1"))).Defender!.Stamp.ShouldBe(Sample.At(9_000));
            await ReadAtAsync(minute, Sample.Defender("1", at: 1, Sample.Incident.With(AllFields.Title, new Seen<string>("now"))));
        }

        (await StoredAsync(Sample.LinkOf("1"))).Defender!.Stamp.ShouldBe(Sample.At(1));
    }

    [Fact]
    public async Task A_stale_read_between_newer_ones_is_never_believed()
    {
        await ReadAsync(Sample.Defender("1", at: 9));
        foreach (var minute in Enumerable.Range(0, 12))
        {
            await ReadAtAsync(minute, Sample.Defender("1", at: minute % 2 == 0 ? 1 : 9));
        }

        (await StoredAsync(Sample.LinkOf("1"))).Defender!.Stamp.ShouldBe(Sample.At(9));
    }

    [Fact]
    public async Task A_change_that_nothing_shows_has_the_comments_read_again()
    {
        await ReadAsync(Sample.Native("native", of: "1", at: 1));
        await SettleAsync(Sample.LinkOf("1"));
        (await ReadAsync(Sample.Native("native", of: "1", at: 2))).ShouldBe([Sample.LinkOf("1")]);
        (await StoredAsync(Sample.LinkOf("1"))).HasNewSentinelComments.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_comment_that_is_edited_while_a_worker_reads_or_posts_one_is_still_to_be_read(int editedBefore)
    {
        await ReadAsync(Sample.Native("native", of: "1", at: 1));
        if (editedBefore > 0)
        {
            await SettleAsync(Sample.LinkOf("1"));
            await ReadAsync(Sample.Native("native", of: "1", at: 2));
        }

        var claim = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        await ReadAsync(Sample.Native("native", of: "1", at: 3));
        (await CommitAsync(claim, link => link with { CommentsRead = 7 })).CommentsRead.ShouldBeLessThan(0);
    }

    [Fact]
    public async Task A_brake_goes_on_with_the_commit_that_is_one_too_many()
    {
        await PlanAsync("1", DrasticAct.Closing);
        await PlanAsync("2", DrasticAct.Closing, DrasticAct.Unassignment);
        (await BrakeAsync()).ShouldBeNull();
        await PlanAsync("3", DrasticAct.Loss);
        (await BrakeAsync()).ShouldBe("3 links would be closed, unassigned or lost within 00:10:00; the limit is 2 of 3");
        (await ClaimAsync(Sample.LinkOf("3"))).ShouldNotBeNull().IsBraked.ShouldBeTrue();
    }

    [Fact]
    public async Task A_plan_that_is_made_again_counts_once()
    {
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await PlanAsync("1", DrasticAct.Closing);
        }

        (await BrakeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_planned_before_the_window_counts_no_more()
    {
        await PlanAsync("1", DrasticAct.Closing);
        await PlanAsync("2", DrasticAct.Closing);
        await PassAsync(TimeSpan.FromMinutes(11));
        await PlanAsync("3", DrasticAct.Closing);
        (await BrakeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_counted_before_a_release_does_not_count_again()
    {
        foreach (var id in new[] { "1", "2", "3" })
        {
            await PlanAsync(id, DrasticAct.Closing);
        }

        await ReleaseAsync();
        foreach (var id in new[] { "1", "2", "3", "4", "5" })
        {
            await PlanAsync(id, DrasticAct.Closing);
        }

        (await BrakeAsync()).ShouldBeNull();
        (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull().IsBraked.ShouldBeFalse();
    }

    [Fact]
    public async Task A_portal_that_lists_nothing_puts_the_brake_on_where_many_links_say_that_it_should()
    {
        await ReadAsync([.. Enumerable.Range(1, 10).Select(number => Sample.Defender($"{number}"))]);
        var claim = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        await Store.CommitAsync(
            claim, new LinkCommit(claim.Link, [], "rules", NextStep.Left) { Brake = new(BrakeLimits.Default, [], Portal.Defender) }, Token);
        (await BrakeAsync()).ShouldBe("a portal lists no incident at all, although 10 links have one there");
    }

    [Fact]
    public async Task A_portal_that_lists_nothing_is_as_it_should_be_before_it_showed_anything()
    {
        await ReadAsync([.. Enumerable.Range(1, 10).Select(number => Sample.Defender($"{number}"))]);
        var claim = (await ClaimAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        await Store.CommitAsync(
            claim, new LinkCommit(claim.Link, [], "rules", NextStep.Left) { Brake = new(BrakeLimits.Default, [], Portal.Sentinel) }, Token);
        (await BrakeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Many_that_are_planned_at_once_are_all_counted()
    {
        var ids = Enumerable.Range(1, 12).Select(number => $"{number}").ToList();
        await ReadAsync([.. ids.Select(id => Sample.Defender(id))]);
        await Task.WhenAll(ids.Select(id => Task.Run(() => PlanAsync(id, DrasticAct.Closing))));
        (await BrakeAsync()).ShouldNotBeNull();
    }

    private async Task PlanAsync(string id, params DrasticAct[] acts)
    {
        if (await FindAsync(Sample.LinkOf(id)) is null)
        {
            await ReadAsync(Sample.Defender(id));
        }

        var claim = (await ClaimAsync(Sample.LinkOf(id))).ShouldNotBeNull();
        var commit = new LinkCommit(claim.Link, [], "rules", NextStep.Left) { Brake = new(Two, [.. acts]) };
        (await Store.CommitAsync(claim, commit, Token)).ShouldBeTrue();
    }

    private async Task<Claim?> ClaimAgainAsync()
    {
        await ReadAsync(Sample.Defender("1", at: 50, Sample.Incident.With(AllFields.Title, new Seen<string>("again"))));
        return await ClaimAsync(Sample.LinkOf("1"));
    }

    private Task<IReadOnlyList<LinkId>> ReadAtAsync(int minute, Snapshot snapshot) => Store.StorePageAsync(
        Sample.Page(snapshot.Portal, null, snapshot) with { At = Sample.At(minute * TimeSpan.TicksPerMinute),
            Overlap = TimeSpan.FromMinutes(5) }, Token);
}
