using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Planning;

/// <summary>The rows of the table above <see cref="SafetyBrake"/>, and what it counts.</summary>
public sealed class SafetyBrakeTests
{
    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void A_portal_that_lists_nothing_is_suspect_when_ten_links_say_that_it_should(int vanished, bool on) =>
        IsOn(new BrakeCount(100, 0, vanished)).ShouldBe(on);

    [Theory]
    [InlineData(50, 25, false)]
    [InlineData(50, 26, true)]
    [InlineData(125, 25, false)]
    [InlineData(1_000, 200, false)]
    [InlineData(1_000, 201, true)]
    public void So_many_links_may_be_concerned_or_a_fifth_of_all(int live, int concerned, bool on) =>
        IsOn(new BrakeCount(live, concerned, Vanished: 0)).ShouldBe(on);

    [Fact]
    public void The_reason_says_what_was_counted_against_what() =>
        SafetyBrake.Judge(new BrakeCount(100, 30, 0), BrakeLimits.Default)
            .ShouldBe("30 links would be closed, unassigned or lost within 00:10:00; the limit is 25 of 100");

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void A_closing_and_an_unassignment_count_whichever_way_they_go(Portal from)
    {
        var pair = from == Sentinel
            ? Pair.Synced().CloseInSentinel(Verdict.None)
            : Pair.Synced().Edit(Defender, AllFields.Status, Status.Closed);
        Acts(pair.Edit(from, AllFields.Owner, Owner.Nobody)).ShouldBe([DrasticAct.Closing, DrasticAct.Unassignment]);
    }

    [Fact]
    public void Other_edits_do_not_count() =>
        Acts(Pair.Synced().Edit(Defender, AllFields.Title, "New")
            .Edit(Sentinel, AllFields.Owner, Owner.InSentinel("b-1", "bob@contoso.com"))).ShouldBeEmpty();

    [Fact]
    public void What_the_portals_never_agreed_on_does_not_count() =>
        Acts(Pair.FirstContact().Edit(Defender, AllFields.Status, Status.Closed)).ShouldBeEmpty();

    private static bool IsOn(BrakeCount count) => SafetyBrake.Judge(count, BrakeLimits.Default) is not null;

    private static IEnumerable<DrasticAct> Acts(Pair pair) => SafetyBrake.ActsOf(pair.Link(), pair.Plan());
}
