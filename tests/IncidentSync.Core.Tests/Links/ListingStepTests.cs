using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Links;

/// <summary>What a step of a list has read whole, and what follows for a link that it should have shown.</summary>
public sealed class ListingStepTests
{
    private static readonly Listing Open = new("contoso", Sentinel, ListingKind.OpenSweep, new(new Stamp(100), new Stamp(900)), 0, 1);
    private static readonly Listing Closed = Open with { Kind = ListingKind.ClosedSweep };
    private static readonly Link Known = Pair.Synced().Link();

    [Theory]
    [InlineData(null, null, 100, 900)]
    [InlineData(500, 900, 100, 499)]
    [InlineData(500, null, 100, 499)]
    [InlineData(101, 900, 100, 100)]
    [InlineData(100, 500, 501, 900)]
    [InlineData(50, 500, 501, 900)]
    public void Of_a_list_that_is_read_from_either_end_the_edge_of_the_rest_is_not_read_whole(
        int? leftSince, int? leftUntil, int since, int until)
    {
        var left = leftSince is { } first ? new FeedRange(new Stamp(first), leftUntil is { } last ? new Stamp(last) : null) : null;
        new ListingStep(Open, left).Done.ShouldBe(new FeedRange(new Stamp(since), new Stamp(until)));
    }

    [Fact]
    public void A_rest_that_has_neither_end_is_a_bug() =>
        Should.Throw<InvalidOperationException>(() => new ListingStep(Open, new FeedRange(new Stamp(100), null)).Done);

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    [InlineData(500, true)]
    [InlineData(900, true)]
    [InlineData(901, false)]
    public void An_incident_that_was_shown_within_the_range_and_is_not_listed_is_missed(long stamp, bool misses) =>
        Misses(Shown(Known, stamp)).ShouldBe(misses);

    [Fact]
    public void An_incident_that_is_listed_is_not_missed() => Misses(Shown(Known, 500), Known.SentinelName).ShouldBeFalse();

    [Fact]
    public void Nothing_follows_from_an_absence_where_nothing_is_said_of_it() =>
        new ListingStep(Open, null).Misses(Shown(Known, 500)).ShouldBeFalse();

    [Fact]
    public void Only_a_live_pair_that_is_not_missing_yet_and_was_read_there_is_missed()
    {
        Misses(Shown(Known, 500) with { State = LinkState.Merged }).ShouldBeFalse();
        Misses(Shown(Known, 500) with { Missing = MissingIncident.Met(Sentinel) }).ShouldBeFalse();
        Misses(Known with { Sentinel = null }).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Status.Active, ListingKind.OpenSweep, true)]
    [InlineData(Status.Active, ListingKind.ClosedSweep, false)]
    [InlineData(Status.Closed, ListingKind.OpenSweep, false)]
    [InlineData(Status.Closed, ListingKind.ClosedSweep, true)]
    public void An_open_incident_is_missed_among_the_open_and_a_closed_one_among_the_closed(Status status, ListingKind kind, bool misses) =>
        new ListingStep(Open with { Kind = kind }, null) { Listed = [] }.Misses(Shown(Pair.Synced(status).Link(), 500)).ShouldBe(misses);

    [Fact]
    public void A_pair_that_differs_is_counted_by_one_list_and_only_where_it_compares()
    {
        var check = new SweepCheck(SyncRules.Default, Pair.Start.After(TimeSpan.FromHours(1)));
        var step = new ListingStep(Open with { Portal = Defender }, null) { Check = check };
        var differing = Pair.Synced().Edit(Defender, AllFields.Severity, Severity.High).Link();
        (step.Differs(differing), step.Differs(Known)).ShouldBe((true, false));
        (step with { Check = null }).Differs(differing).ShouldBeFalse();
        (step with { Listing = Closed }).Differs(differing).ShouldBeFalse();
    }

    private static Link Shown(Link link, long stamp) => link with { Sentinel = link.Sentinel! with { Stamp = new Stamp(stamp) } };

    private static bool Misses(Link link, params IncidentId[] listed) =>
        new ListingStep(Open, null) { Listed = [.. listed] }.Misses(link);
}
