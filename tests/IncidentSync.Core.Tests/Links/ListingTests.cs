using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Links;

/// <summary>What is listed, from when, and how long it takes yet.</summary>
public sealed class ListingTests
{
    private static readonly FeedRange All = new(new Stamp(0), new Stamp(900));

    [Theory]
    [InlineData(ListingKind.Backfill, FeedScope.All, 0)]
    [InlineData(ListingKind.OpenSweep, FeedScope.Open, 0)]
    [InlineData(ListingKind.ClosedSweep, FeedScope.Closed, 500)]
    public void Only_what_was_closed_lately_is_swept_and_of_all_else_everything(ListingKind kind, FeedScope scope, long since)
    {
        var terms = new ListingTerms(
            "contoso", Portal.Defender, TimeSpan.FromHours(1), TimeSpan.FromDays(1), new Stamp(500), new Stamp(900), TimeSpan.Zero);
        new Listing("contoso", Portal.Defender, kind, All, 0, 1).Scope.ShouldBe(scope);
        terms.RangeOf(kind).ShouldBe(new FeedRange(new Stamp(since), new Stamp(900)));
    }

    [Theory]
    [InlineData(0.0, null)]
    [InlineData(0.25, 30.0)]
    [InlineData(0.5, 10.0)]
    [InlineData(1.0, 0.0)]
    [InlineData(1.5, null)]
    public void The_rest_takes_as_long_as_what_was_read_if_it_is_as_dense_and_a_share_of_none_or_too_much_says_nothing(
        double share, double? minutes) =>
        (new ListingProgress(TimeSpan.FromMinutes(10), share).Left?.TotalMinutes).ShouldBe(minutes);

    [Theory]
    [InlineData(10, 5.0)]
    [InlineData(0, 0.0)]
    public void The_rate_is_incidents_a_second_and_none_before_any_time_has_passed(int seconds, double rate) =>
        new ListingProgress(TimeSpan.FromSeconds(seconds), 0).Rate(50).ShouldBe(rate);
}
