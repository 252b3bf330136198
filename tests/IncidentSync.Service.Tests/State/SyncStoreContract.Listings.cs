using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.State;

public abstract partial class SyncStoreContract
{
    private static readonly ListingTerms Lists = new(
        Sample.Connection,
        Portal.Defender,
        TimeSpan.FromHours(1),
        TimeSpan.FromDays(1),
        Sample.At(500),
        Sample.At(1000),
        TimeSpan.FromMinutes(2));

    private static readonly FeedRange Gap = new(Sample.At(1), Sample.At(9));

    [Fact]
    public async Task Without_a_gap_nothing_is_read_whole_before_a_sweep_is_due()
    {
        await ReadAsync(Sample.Defender("1"));
        (await TakeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_cursor_leaps_over_is_a_backfill()
    {
        await LeapAsync(Gap);
        (await TakeAsync()).ShouldNotBeNull().ShouldSatisfyAllConditions(
            listing => listing.Kind.ShouldBe(ListingKind.Backfill),
            listing => listing.Range.ShouldBe(Gap),
            listing => listing.Read.ShouldBe(0));
        (await Store.LoadCursorAsync(Sample.Connection, Portal.Defender, Token)).ShouldBe(Sample.At(20));
    }

    [Fact]
    public async Task A_list_is_in_one_replicas_hands()
    {
        await LeapAsync(Gap);
        await TakeAsync();
        (await TakeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Every_portal_has_its_own_lists()
    {
        await LeapAsync(Gap);
        (await Store.TakeListingAsync(Lists with { Portal = Portal.Sentinel }, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_step_moves_its_list_and_gives_it_back()
    {
        await LeapAsync(Gap);
        var left = new FeedRange(Sample.At(1), Sample.At(4));
        await StepAsync((await TakeAsync())!, left, Sample.Defender("1", at: 4));
        (await TakeAsync()).ShouldNotBeNull().ShouldSatisfyAllConditions(
            listing => listing.Range.ShouldBe(left),
            listing => listing.Read.ShouldBe(1),
            listing => listing.Progress!.Share.ShouldBe(0.625, 0.001));
        (await FindAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_step_that_goes_on_hands_its_page_over_and_keeps_its_list()
    {
        await LeapAsync(Gap);
        var listing = (await TakeAsync())!;
        var page = Sample.Page(Portal.Defender, null, Sample.Defender("1", at: 4));
        await Store.StorePageAsync(page with { Step = new ListingStep(listing, Gap) { GoesOn = true } }, Token);
        (await FindAsync(Sample.LinkOf("1"))).ShouldNotBeNull();
        (await TakeAsync()).ShouldBeNull();
        await StepAsync(listing, Gap);
        (await TakeAsync()).ShouldNotBeNull().Range.ShouldBe(Gap);
    }

    [Fact]
    public async Task A_list_that_was_read_whole_is_not_read_again()
    {
        await LeapAsync(Gap);
        await StepAsync((await TakeAsync())!, null, Sample.Defender("1", at: 4));
        (await TakeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_step_whose_replica_died_is_made_again_by_another()
    {
        await LeapAsync(Gap);
        var first = (await TakeAsync())!;
        await PassAsync(TimeSpan.FromMinutes(3));
        (await TakeAsync()).ShouldNotBeNull().Range.ShouldBe(Gap);
        (await StepAsync(first, null, Sample.Defender("1", at: 4))).ShouldBeEmpty();
        (await FindAsync(Sample.LinkOf("1"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_leap_is_added_to_what_is_left_of_the_first()
    {
        await LeapAsync(Gap);
        var first = (await TakeAsync())!;
        await LeapAsync(new FeedRange(Sample.At(11), Sample.At(15)));
        (await StepAsync(first, null, Sample.Defender("1", at: 4))).ShouldBeEmpty();
        (await TakeAsync()).ShouldNotBeNull().Range.ShouldBe(new FeedRange(Sample.At(1), Sample.At(15)));
    }

    [Fact]
    public async Task A_sweep_is_due_after_its_time_and_again_after_that()
    {
        await ReadAsync(Sample.Defender("1"));
        await TakeAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await PassAsync(TimeSpan.FromMinutes(61));
            var sweep = (await TakeAsync()).ShouldNotBeNull();
            (sweep.Kind, sweep.Range).ShouldBe((ListingKind.OpenSweep, new FeedRange(new Stamp(0), Sample.At(1000))));
            await StepAsync(sweep, null, Sample.Defender("1"));
            (await TakeAsync()).ShouldBeNull();
        }
    }

    [Fact]
    public async Task What_was_closed_lately_is_swept_after_what_is_open()
    {
        await ReadAsync(Sample.Defender("1"));
        await TakeAsync();
        await PassAsync(TimeSpan.FromHours(25));
        await StepAsync((await TakeAsync())!, null, Sample.Defender("1"));
        (await TakeAsync()).ShouldNotBeNull().ShouldSatisfyAllConditions(
            sweep => sweep.Kind.ShouldBe(ListingKind.ClosedSweep), sweep => sweep.Range.Since.ShouldBe(Sample.At(500)));
    }

    [Fact]
    public async Task An_incident_that_a_sweep_does_not_list_is_missing()
    {
        await SettledAsync(Sample.Defender("1", at: 3), Sample.Defender("2", at: 5));
        (await SweepAsync(null, Sample.Defender("1", at: 3))).ShouldBe([Sample.LinkOf("2")]);
        (await StoredAsync(Sample.LinkOf("2"))).Missing.ShouldBe(MissingIncident.Met(Portal.Defender));
        (await ClaimAsync(Sample.LinkOf("2"))).ShouldNotBeNull().Dirty.ShouldBeTrue();
    }

    [Theory]
    [InlineData("older than what was read")]
    [InlineData("as old as what is left")]
    [InlineData("closed")]
    [InlineData("never read")]
    [InlineData("of another connection")]
    [InlineData("spelled otherwise")]
    public async Task It_is_not_missing_when_it_is(string what)
    {
        var other = what switch
        {
            "older than what was read" => Sample.Defender("2", at: 2),
            "as old as what is left" => Sample.Defender("2", at: 3),
            "closed" => Sample.Defender("2", at: 5, Sample.Incident.With(AllFields.Status, new Seen<Status>(Status.Closed))),
            "spelled otherwise" => Sample.Defender("x", at: 5),
            _ => Sample.Defender("2", at: 5),
        };
        await SettledAsync(Sample.Defender("1", at: 4));
        var connection = what == "of another connection" ? "secondary" : Sample.Connection;
        var page = new PageCommit(connection, Sample.Identity, Portal.Defender, [other], null);
        await Store.StorePageAsync(what == "never read" ? page with { Snapshots = [] } : page, Token);
        var found = await SweepAsync(new FeedRange(new Stamp(0), Sample.At(3)), Sample.Defender("1", at: 4), Sample.Defender("X", at: 5));
        found.Where(link => link != Sample.LinkOf("x") && link != Sample.LinkOf("X")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_missing_where_nothing_follows_from_an_absence()
    {
        await SettledAsync(Sample.Defender("1", at: 3));
        (await SweepAsync(step => step with { Listed = null }, null)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pair_that_differs_without_a_reason_is_dirty_once()
    {
        await DifferAsync();
        (await SweepAsync(null, Sample.Defender("1"))).ShouldBe([Sample.LinkOf("1")]);
        (await SweepAsync(null, Sample.Defender("1"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pair_that_waits_to_be_planned_has_a_reason()
    {
        await ReadAsync(Sample.Defender("1"));
        await ReadAsync(Sample.Sentinel(Sample.TwinOf("1"), incident: Other));
        (await SweepAsync(null, Sample.Defender("1"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_portal_that_lists_nothing_counts_for_the_brake()
    {
        await SettledAsync([.. Enumerable.Range(1, BrakeLimits.WholePortal).Select(id => Sample.Defender($"{id}"))]);
        var charge = new BrakeCharge(BrakeLimits.Default, [], Portal.Defender);
        (await SweepAsync(step => step with { Listed = null, Brake = charge }, null)).ShouldBeEmpty();
        (await BrakeAsync()).ShouldNotBeNull().ShouldContain("lists no incident");
    }

    [Fact]
    public async Task Connections_are_served_in_turn()
    {
        foreach (var connection in new[] { Sample.Connection, "fabrikam" })
        {
            var identity = Sample.Identity with { Workspace = connection };
            var many = Enumerable.Range(1, connection == Sample.Connection ? 9 : 1).Select(id => Sample.Defender($"{id}"));
            await Store.StorePageAsync(new PageCommit(connection, identity, Portal.Defender, [.. many], null), Token);
        }

        var one = (Sample.Identity with { Workspace = "fabrikam" }).LinkOfDefender(new IncidentId("1"));
        (await Store.FindDueAsync(2, Token)).Select(due => due.Id).ShouldContain(one);
    }

    private static Incident Other => Sample.Incident.With(AllFields.Severity, new Seen<Severity>(Severity.High));

    private Task<Listing?> TakeAsync() => Store.TakeListingAsync(Lists, Token);

    private Task LeapAsync(FeedRange gap) => Store.StorePageAsync(Sample.Page(Portal.Defender, Sample.At(20)) with { Gap = gap }, Token);

    private Task<IReadOnlyList<LinkId>> StepAsync(Listing listing, FeedRange? left, params IReadOnlyList<Snapshot> snapshots) =>
        Store.StorePageAsync(Sample.Page(Portal.Defender, null, snapshots) with { Step = new ListingStep(listing, left) }, Token);

    private Task<IReadOnlyList<LinkId>> SweepAsync(FeedRange? left, params IReadOnlyList<Snapshot> snapshots) =>
        SweepAsync(step => step, left, snapshots);

    /// <summary>A step of a sweep of all that is open, made now.</summary>
    private async Task<IReadOnlyList<LinkId>> SweepAsync(
        Func<ListingStep, ListingStep> shape, FeedRange? left, params IReadOnlyList<Snapshot> snapshots)
    {
        await TakeAsync();
        await PassAsync(TimeSpan.FromMinutes(61));
        var step = new ListingStep((await TakeAsync()).ShouldNotBeNull(), left)
        {
            Listed = [.. snapshots.Select(snapshot => snapshot.Id)],
            Check = new SweepCheck(SyncRules.Default, Sample.At(1000)),
        };
        return await Store.StorePageAsync(Sample.Page(Portal.Defender, null, snapshots) with { Step = shape(step) }, Token);
    }

    private async Task SettledAsync(params IReadOnlyList<Snapshot> snapshots)
    {
        foreach (var link in await ReadAsync(snapshots))
        {
            await SettleAsync(link);
        }
    }

    /// <summary>A pair of which one incident is another's severity, and nobody is to do anything about it.</summary>
    private async Task DifferAsync()
    {
        await ReadAsync(Sample.Defender("1"));
        await SettledAsync(Sample.Sentinel(Sample.TwinOf("1"), incident: Other));
    }
}
