using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Tests.Contract;

/// <summary>What the feed of every portal does: nothing that was visible when the reading began is left out.</summary>
public abstract class FeedContract : PortalContract
{
    /// <summary>Enough for three pages.</summary>
    private protected abstract int ThreePages { get; }

    [Fact]
    public async Task Nothing_changed_is_an_empty_page_and_the_end()
    {
        At.Create(1);
        var page = await PageAsync(new FeedRequest(At.Begin()));
        page.Incidents.ShouldBeEmpty();
        page.Next.ShouldBeNull();
    }

    [Fact]
    public async Task A_page_says_what_time_the_portal_has() =>
        (await PageAsync(new FeedRequest(At.Begin()))).ServerTime.ShouldNotBeNull();

    [Fact]
    public async Task What_the_feed_says_of_an_incident_is_what_a_read_says()
    {
        var since = At.Begin();
        var id = At.Create(1)[0];
        (await PageAsync(new FeedRequest(since))).Incidents.ShouldHaveSingleItem().SameAs(await ReadAsync(id)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_stamp_asked_for_is_included()
    {
        At.Begin();
        var at = await NewAsync();
        At.Begin();
        var later = At.Create(1)[0];
        Ids(await ReadWindowAsync(at.Stamp)).ShouldBe(new[] { at.Id, later }.OrderBy(Name));
    }

    [Fact]
    public async Task A_tick_after_the_stamp_is_too_late()
    {
        var since = At.Begin();
        var at = await NewAsync();
        (await ReadWindowAsync(new Stamp(at.Stamp.Ticks + 1))).ShouldBeEmpty();
        at.Stamp.ShouldBeGreaterThanOrEqualTo(since);
    }

    [Fact]
    public async Task An_incident_that_is_touched_comes_again()
    {
        var id = At.Create(1)[0];
        var since = At.Begin();
        At.Touch(id);
        Ids(await ReadWindowAsync(since)).ShouldBe([id]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Three_pages_are_read_whole(bool atOneMoment)
    {
        var since = At.Begin();
        var all = At.Create(ThreePages, atOneMoment);
        Ids(await ReadWindowAsync(since)).ShouldBe(all.OrderBy(Name));
    }

    [Theory]
    [InlineData("the first made")]
    [InlineData("one in the middle")]
    [InlineData("the last made")]
    public async Task Nothing_is_lost_when_an_incident_is_touched_between_two_pages(string which)
    {
        var since = At.Begin();
        var all = At.Create(ThreePages);
        var touched = which switch { "the first made" => all[0], "the last made" => all[^1], _ => all[all.Count / 2] };
        var first = await ReadWindowAsync(since, afterPage: page => Once(page, () => At.Touch(touched)));
        var next = await ReadWindowAsync(first.Max(incident => incident.Stamp));
        Ids([.. first, .. next]).ShouldBe(all.OrderBy(Name));
        (await ReadAsync(touched)).SameAs(first.Concat(next).Last(incident => incident.Id == touched)).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_lost_when_an_incident_is_made_between_two_pages()
    {
        var since = At.Begin();
        var all = At.Create(ThreePages);
        var made = new List<IncidentId>();
        var first = await ReadWindowAsync(since, afterPage: page => Once(page, () => made.AddRange(At.Create(1))));
        var next = await ReadWindowAsync(first.Max(incident => incident.Stamp));
        Ids([.. first, .. next]).ShouldBe(all.Concat(made).OrderBy(Name));
    }

    [Fact]
    public async Task A_list_ends_at_the_latest_stamp_asked_for_that_included()
    {
        var since = At.Begin();
        var last = await NewAsync();
        At.Begin();
        At.Create(1);
        Ids((await PageAsync(new FeedRequest(since) { Until = last.Stamp })).Incidents).ShouldBe([last.Id]);
    }

    [Fact]
    public async Task An_incident_is_listed_among_the_open_or_among_the_closed()
    {
        var since = At.Begin();
        var (open, closed) = (At.Create(1)[0], await NewAsync());
        IncidentWrite close = new(closed.Id, closed, [new(At.Portal.Portal, AllFields.Status, new Seen<Status>(Status.Closed))], []);
        (await At.Portal.WriteAsync(close, Cancel)).ShouldBeOfType<WriteOutcome.Applied>();
        Ids((await PageAsync(new FeedRequest(since) { Scope = FeedScope.Open })).Incidents).ShouldBe([open]);
        Ids((await PageAsync(new FeedRequest(since) { Scope = FeedScope.Closed })).Incidents).ShouldBe([closed.Id]);
        (await PageAsync(new FeedRequest(since))).Incidents.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_page_that_ends_a_list_leaves_nothing()
    {
        var since = At.Begin();
        At.Create(1);
        (await PageAsync(new FeedRequest(since))).Left.ShouldBeNull();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Asking_anew_for_what_a_page_left_reads_the_whole_list(bool isBulk)
    {
        var since = At.Begin();
        var all = At.Create(ThreePages);
        var (read, request) = (new List<Snapshot>(), (FeedRequest?)new FeedRequest(since) { IsBulk = isBulk });
        while (request is not null)
        {
            var page = await PageAsync(request);
            read.AddRange(page.Incidents);
            request = Anew(request, page.Left) ?? (page.Next is null ? null : request with { Continuation = page.Next });
        }

        Ids(read).ShouldBe(all.OrderBy(Name));
    }

    /// <summary>Reads a window as the reader does: from its first page again when it drifted.</summary>
    private protected async Task<IReadOnlyList<Snapshot>> ReadWindowAsync(Stamp since, Action<int>? afterPage = null)
    {
        var (request, read, pages) = (new FeedRequest(since), new List<Snapshot>(), 0);
        while (true)
        {
            var outcome = await At.Portal.ReadChangesAsync(request, Cancel);
            if (outcome is FeedOutcome.Drifted)
            {
                (request, read) = (new FeedRequest(since), []);
                continue;
            }

            var page = outcome.ShouldBeOfType<FeedOutcome.Page>().Value;
            read.AddRange(page.Incidents);
            afterPage?.Invoke(++pages);
            if (page.Next is null)
            {
                return read;
            }

            request = request with { Continuation = page.Next };
        }
    }

    private protected static IReadOnlyList<IncidentId> Ids(IEnumerable<Snapshot> incidents) =>
        [.. incidents.Select(incident => incident.Id).Distinct().OrderBy(Name)];

    private protected async Task<FeedPage> PageAsync(FeedRequest request) =>
        (await At.Portal.ReadChangesAsync(request, Cancel)).ShouldBeOfType<FeedOutcome.Page>().Value;

    // A page of one and the same stamp leaves the whole range: it goes on with the next page.
    private static FeedRequest? Anew(FeedRequest asked, FeedRange? left) =>
        left is null || left == new FeedRange(asked.Since, asked.Until)
            ? null
            : new FeedRequest(left.Since) { Until = left.Until, IsBulk = asked.IsBulk };

    private static string Name(IncidentId id) => id.Value;

    private static void Once(int page, Action act)
    {
        if (page == 1)
        {
            act();
        }
    }
}
