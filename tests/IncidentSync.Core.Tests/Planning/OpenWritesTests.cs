using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Planning;

/// <summary>
/// The rows of the table above <see cref="WriteGuards"/> about writes that are not settled. Sentinel was edited to High, so that the plan
/// would write High to Defender.
/// </summary>
public sealed class OpenWritesTests
{
    private static readonly Pair Edited = Pair.Synced().Edit(Sentinel, AllFields.Severity, Severity.High);

    public static TheoryData<string, Intent, string> Open => new()
    {
        { "taken and not shown yet", Sent(Severe(Defender, Severity.High)), "awaited" },
        { "another value, taken and not shown yet", Sent(Severe(Defender, Severity.Low)), "Defender.severity := High" },
        { "the same, in another field", Sent(Titled("Other")), "Defender.severity := High" },
        { "the same, on the other portal", Sent(Severe(Sentinel, Severity.High)), "Defender.severity := High" },
        { "may take effect late", Late(Severe(Defender, Severity.High)), "Defender.severity := High" },
        { "another value that may take effect late", Late(Severe(Defender, Severity.Low)), "awaited" },
        { "another field that may take effect late", Late(Titled("Other")), "Defender.severity := High" },
        { "another value, late no more", Late(Severe(Defender, Severity.Low)) with { IsPast = true }, "Defender.severity := High" },
        { "announced and not sent", Sent(Severe(Defender, Severity.High)) with { Sent = false }, "Defender.severity := High" },
    };

    [Theory]
    [MemberData(nameof(Open), DisableDiscoveryEnumeration = true)]
    public void What_is_on_its_way_is_not_sent_again_and_nothing_is_sent_that_a_late_call_could_overtake(
        string what, Intent open, string decision) => Decide(Edited, AllFields.Severity, open).ShouldBe(decision, what);

    [Theory]
    [InlineData("late", "Sentinel.tags := {a, b, vip}")]
    [InlineData("taken", "Defender.tags := {a, b, vip}")]
    [InlineData("both", "awaited")]
    [InlineData("neither", "Defender.tags := {a, b, vip}; Sentinel.tags := {a, b, vip}")]
    public void Of_tags_a_portal_gets_its_part_while_the_others_is_awaited(string what, string decision)
    {
        var pair = Pair.Synced().Edit(Defender, AllFields.Tags, Tags.Of("vip", "a")).Edit(Sentinel, AllFields.Tags, Tags.Of("vip", "b"));
        var late = Late(new FieldWrite(Defender, AllFields.Tags, new Seen<Tags>(Tags.Of("x"))));
        var taken = Sent(new FieldWrite(Sentinel, AllFields.Tags, new Seen<Tags>(Tags.Of("a", "b", "vip"))));
        Intent[] open = what switch { "late" => [late], "taken" => [taken], "both" => [late, taken], _ => [] };
        Decide(pair, AllFields.Tags, open).ShouldBe(decision);
    }

    [Fact]
    public void A_value_that_our_late_call_replaced_is_put_back() =>
        Decide(Overtaken(Severity.Low), AllFields.Severity, Back(Severity.Low)).ShouldBe("put back: Defender.severity := Low");

    [Fact]
    public void What_Sentinel_was_edited_to_meanwhile_is_written_in_its_place_when_it_wins() =>
        Decide(Overtaken(Severity.Informational).Edit(Sentinel, AllFields.Severity, Severity.Low), AllFields.Severity,
            Back(Severity.Informational)).ShouldBe("put back: Defender.severity := Low");

    [Fact]
    public void What_goes_to_Sentinel_is_not_put_back_in_Defender() =>
        Decide(Overtaken(Severity.Low).Edit(Sentinel, AllFields.Severity, Severity.Informational), AllFields.Severity, Back(Severity.Low))
            .ShouldBe("put back: Defender.severity := Low");

    [Fact]
    public void Nothing_is_put_back_where_both_portals_agree_or_Defender_shows_another_value_by_now()
    {
        Decide(Overtaken(Severity.Low).Edit(Sentinel, AllFields.Severity, Severity.High), AllFields.Severity, Back(Severity.Low))
            .ShouldBe("agreed");
        Decide(Pair.Synced(), AllFields.Severity, Back(Severity.Low)).ShouldNotStartWith("put back");
        Decide(Overtaken(Severity.Low), AllFields.Title, Back(Severity.Low)).ShouldNotStartWith("put back");
    }

    [Fact]
    public void A_status_waits_for_a_verdict_that_is_awaited_and_no_other_field_does()
    {
        var late = Late(new FieldWrite(Defender, AllFields.Verdict, new Seen<Verdict>(new(Classification.FalsePositive, "", ""))));
        var closed = Edited.CloseInSentinel(new Verdict(Classification.TruePositive, "SuspiciousActivity", "it was"));
        (Decide(closed, AllFields.Verdict, late), Decide(closed, AllFields.Status, late), Decide(closed, AllFields.Severity, late))
            .ShouldBe(("awaited", "awaited", "Defender.severity := High"));
        Decide(closed, AllFields.Status).ShouldBe("Defender.status := Closed");
    }

    [Fact]
    public void A_status_on_which_the_portals_agree_does_not_wait_for_the_verdict()
    {
        var late = Late(new FieldWrite(Defender, AllFields.Verdict, new Seen<Verdict>(new(Classification.FalsePositive, "", ""))));
        var judged = Pair.Synced(Status.Closed)
            .Edit(Sentinel, AllFields.Verdict, new Verdict(Classification.TruePositive, "SuspiciousActivity", "it was"));
        (Decide(judged, AllFields.Verdict, late), Decide(judged, AllFields.Status, late)).ShouldBe(("awaited", "agreed"));
    }

    private static string Decide(Pair pair, Field field, params Intent[] open) =>
        Print.Of(Planner.Plan(pair.Link() with { Intents = [.. open] }, pair.Rules, Stamp.EndOfTime)
            .Decisions.Single(decision => decision.Field == field));

    /// <summary>Defender shows High again, which we sent; somebody had set it to another value since.</summary>
    private static Pair Overtaken(Severity stood) =>
        Pair.Synced().Edit(Defender, AllFields.Severity, stood, 30).Edit(Defender, AllFields.Severity, Severity.High);

    private static Intent.Unanswered Back(Severity stood) => Late(Severe(Defender, Severity.High)) with
    {
        Stood = new Seen<Severity>(stood), BackAs = new Seen<Severity>(Severity.High),
    };

    private static FieldWrite Severe(Portal portal, Severity severity) => new(portal, AllFields.Severity, new Seen<Severity>(severity));

    private static FieldWrite Titled(string title) => new(Defender, AllFields.Title, new Seen<string>(title));

    private static Intent.Change Sent(FieldWrite write) => new(write.Portal, [write], ImmutableArray<string>.Empty, Sent: true);

    private static Intent.Unanswered Late(FieldWrite write) => new(write) { Over = Pair.Start };
}
