using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Planning;

/// <summary>What the journal is told before anything is written, a kind of row after the other.</summary>
public sealed class JournalTests
{
    [Fact]
    public void A_plan_in_which_nothing_happens_has_nothing_to_tell() => Told(Pair.Synced()).ShouldBeEmpty();

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void An_edit_is_told_with_the_value_it_replaces(Portal portal) =>
        Told(Pair.Synced().Edit(portal, AllFields.Severity, Severity.High))
            .ShouldBe([$"Carried {portal.Other()} severity: Medium -> High (edited in {portal})"]);

    [Fact]
    public void A_value_that_fills_an_empty_one_at_first_contact_is_told_as_such() =>
        Told(Pair.FirstContact().Edit(Defender, AllFields.Owner, Owner.Nobody))
            .ShouldContain("Carried Defender owner: nobody -> alice@contoso.com (first contact)");

    [Fact]
    public void Values_that_are_equal_at_first_contact_are_told_once()
    {
        Told(Pair.FirstContact()).ShouldContain("Adopted  severity: Medium -> Medium (first contact)");
        Told(Pair.FirstContact().Apply()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Defender, "Conflict Sentinel severity: Low -> High (highest)")]
    [InlineData(Sentinel, "Conflict Defender severity: Low -> High (highest)")]
    public void A_conflict_is_told_with_the_loser_the_winner_and_the_rule(Portal winner, string told) =>
        Told(Pair.Synced().Edit(winner, AllFields.Severity, Severity.High).Edit(winner.Other(), AllFields.Severity, Severity.Low))
            .ShouldBe([told]);

    [Fact]
    public void Tags_are_told_for_each_portal_that_is_given_some() =>
        Told(Pair.Synced().Edit(Defender, AllFields.Tags, Tags.Of("vip", "a")).Edit(Sentinel, AllFields.Tags, Tags.Of("vip", "b")))
            .ShouldBe(
        [
            "Carried Defender tags: {a, vip} -> {a, b, vip} (merged)",
            "Carried Sentinel tags: {b, vip} -> {a, b, vip} (merged)",
        ]);

    [Fact]
    public void A_field_that_begins_to_wait_is_told_and_is_not_told_again()
    {
        var waits = Pair.Synced().Show(Defender, AllFields.Severity, new Unknown("critical"));
        Told(waits).ShouldBe(["Held  severity: ?critical -> Medium (UnknownValue)"]);
        Told(waits, (AllFields.Severity, HoldReason.UnknownValue)).ShouldBeEmpty();
    }

    [Fact]
    public void An_owner_that_cannot_be_mapped_is_told_like_any_other_that_waits() =>
        Told(Pair.Synced().Edit(Defender, AllFields.Owner, Owner.InDefender("night shift")))
            .ShouldBe(["Held  owner: night shift -> a-1|alice@contoso.com (UnmappedOwner)"]);

    [Fact]
    public void A_field_that_begins_to_wait_for_something_else_is_told_again() =>
        Told(Pair.Synced().Show(Defender, AllFields.Severity, new Unknown("critical")), (AllFields.Severity, HoldReason.Conflict))
            .ShouldBe(["Held  severity: ?critical -> Medium (UnknownValue)"]);

    [Fact]
    public void A_field_that_waits_no_longer_is_told_with_what_it_waited_for() =>
        Told(Pair.Synced(), (AllFields.Severity, HoldReason.UnknownValue)).ShouldBe(["Freed  severity:  ->  (UnknownValue)"]);

    [Fact]
    public void A_plan_that_compares_no_fields_frees_none() =>
        Told(Redirected(Pair.Synced(Status.Closed)), (AllFields.Severity, HoldReason.UnknownValue)).ShouldBeEmpty();

    [Fact]
    public void The_values_of_a_new_twin_are_told() =>
        Told(Pair.Synced() with { Sentinel = null }).ShouldContain("Created Sentinel severity:  -> Medium (twin)");

    [Fact]
    public void The_close_of_a_merged_incident_is_told_with_where_it_went() => Told(Redirected(Pair.Synced())).ShouldBe(
    [
        "Lifecycle Sentinel status: Active -> Closed (merged into 17)",
        "Lifecycle Sentinel verdict: unseen -> Undetermined/Merged into Defender incident 17 (merged into 17)",
    ]);

    [Fact]
    public void The_close_of_a_twin_that_Microsofts_own_replaces_is_told_with_its_name()
    {
        var link = Pair.Synced().Link(LinkState.Unpaired) with { DefenderId = null, SupersededBy = new IncidentId("own") };
        Lines(Journal.Of(link, Planner.Plan(link, SyncRules.Default, Stamp.EndOfTime), Nothing))
            .ShouldContain("Lifecycle Sentinel status: Active -> Closed (replaced by own)");
    }

    [Fact]
    public void A_link_that_begins_and_ends_to_wait_is_told_each_time()
    {
        var circle = Pair.Synced() with { Defender = Redirected(Pair.Synced()).Defender };
        var link = circle.Link() with { MergedInto = new MergeTarget(null) };
        var plan = Planner.Plan(link, SyncRules.Default, Stamp.EndOfTime);
        Lines(Journal.Of(link, plan, Nothing)).ShouldBe(["Held  :  ->  (RedirectCircle)"]);
        Lines(Journal.Of(link, plan, Nothing, HoldReason.RedirectCircle)).ShouldBeEmpty();
        Lines(Journal.Of(Pair.Synced().Link(), Pair.Synced().Plan(), Nothing, HoldReason.RedirectCircle))
            .ShouldBe(["Freed  :  ->  (RedirectCircle)"]);
    }

    [Fact]
    public void A_deletion_is_told_with_the_portal_that_has_none_any_more()
    {
        var link = Pair.Synced().Link() with { Missing = new MissingIncident(Sentinel, MissingIncident.Enough, Pair.Start) };
        Lines(Journal.Of(link, Planner.Plan(link, SyncRules.Default, Stamp.EndOfTime), Nothing))
            .ShouldBe(["Lifecycle Sentinel :  ->  (Sentinel no longer has the incident)"]);
    }

    private static readonly ImmutableDictionary<Field, HoldReason> Nothing = ImmutableDictionary<Field, HoldReason>.Empty;

    private static IEnumerable<string> Told(Pair pair, params (Field Field, HoldReason Reason)[] heldBefore)
    {
        var link = pair.Link() with { MergedInto = pair.Defender!.RedirectedTo is { } end ? new MergeTarget(end) : null };
        var held = heldBefore.ToImmutableDictionary(before => before.Field, before => before.Reason);
        return Lines(Journal.Of(link, Planner.Plan(link, pair.Rules, Stamp.EndOfTime), held));
    }

    private static IEnumerable<string> Lines(IEnumerable<JournalEntry> rows) =>
        rows.Select(row => $"{row.Kind} {row.Portal} {row.Field}: {Words(row.Was)} -> {Words(row.Now)} ({row.Reason})");

    private static string Words(Reading? reading) => reading is null ? "" : Print.Of(reading);

    private static Pair Redirected(Pair pair) => pair with { Defender = pair.Defender! with { RedirectedTo = new IncidentId("17") } };
}
