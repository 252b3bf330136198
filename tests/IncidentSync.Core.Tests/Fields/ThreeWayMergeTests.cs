using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Fields;

/// <summary>The rows of the table above <see cref="ThreeWayMerge"/>, in its order.</summary>
public sealed class ThreeWayMergeTests
{
    [Fact]
    public void A_field_that_is_off_is_not_compared() =>
        Pair.Synced().Under(AllFields.Severity, ConflictPolicy.Off).Edit(Defender, AllFields.Severity, Severity.High)
            .Decide(AllFields.Severity).ShouldBe("unchanged");

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void An_unknown_value_on_either_portal_holds_the_field_whatever_the_other_does(Portal portal) =>
        Pair.Synced().Show(portal, AllFields.Severity, new Unknown("critical")).Edit(portal.Other(), AllFields.Severity, Severity.High)
            .Decide(AllFields.Severity).ShouldBe("held: UnknownValue");

    [Fact]
    public void A_held_field_does_not_stop_the_others() =>
        Pair.Synced().Show(Defender, AllFields.Severity, new Unknown("critical")).Edit(Defender, AllFields.Title, "New name")
            .Writes().ShouldBe("Sentinel.title := 'New name'");

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void An_unseen_value_is_neither_a_value_nor_a_clearing(Portal portal) =>
        Pair.Synced().Show(portal, AllFields.Severity, Reading.Unseen).Edit(portal.Other(), AllFields.Severity, Severity.High)
            .Decide(AllFields.Severity).ShouldBe("unchanged");

    [Fact]
    public void The_same_edit_on_both_portals_is_agreement_and_writes_nothing() =>
        Pair.Synced().Edit(Defender, AllFields.Severity, Severity.High).Edit(Sentinel, AllFields.Severity, Severity.High)
            .Decide(AllFields.Severity).ShouldBe("agreed");

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void Under_an_only_policy_an_edit_on_the_other_portal_is_put_back(Portal only) =>
        Pair.Synced().Under(AllFields.Title, only == Defender ? ConflictPolicy.DefenderOnly : ConflictPolicy.SentinelOnly)
            .Edit(only.Other(), AllFields.Title, "Renamed")
            .Decide(AllFields.Title)
            .ShouldBe($"{only} wins ({only.ToString().ToLowerInvariant()}-only): {only.Other()}.title := 'Multi-stage incident'");

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void Under_an_only_policy_an_edit_on_its_own_portal_is_carried_and_no_conflict(Portal only) =>
        Pair.Synced().Under(AllFields.Title, only == Defender ? ConflictPolicy.DefenderOnly : ConflictPolicy.SentinelOnly)
            .Edit(only, AllFields.Title, "Renamed")
            .Decide(AllFields.Title).ShouldBe($"{only.Other()}.title := 'Renamed'");

    [Fact]
    public void Under_an_only_policy_an_empty_text_puts_nothing_back() =>
        Pair.Synced().Under(AllFields.Title, ConflictPolicy.DefenderOnly)
            .Edit(Defender, AllFields.Title, "").Decide(AllFields.Title).ShouldBe("unchanged");

    [Fact]
    public void Without_an_edit_nothing_follows() => Pair.Synced().Decide(AllFields.Severity).ShouldBe("agreed");

    [Fact]
    public void A_drifted_projection_alone_is_no_edit()
    {
        var pair = Pair.Synced().Edit(Defender, AllFields.Owner, Owner.InDefender("night shift"));
        var drifted = pair with { Bases = pair.Bases.Agree(AllFields.Owner, pair.Defender!, pair.Sentinel!) };
        drifted.Decide(AllFields.Owner).ShouldBe("unchanged");
    }

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void Under_hold_a_change_on_one_portal_alone_waits_too(Portal portal) =>
        Pair.Synced().Under(AllFields.Severity, ConflictPolicy.Hold).Edit(portal, AllFields.Severity, Severity.High)
            .Decide(AllFields.Severity).ShouldBe("held: Conflict");

    [Theory]
    [InlineData(Defender)]
    [InlineData(Sentinel)]
    public void An_edit_on_one_portal_alone_goes_to_the_other(Portal portal) =>
        Pair.Synced().Edit(portal, AllFields.Severity, Severity.Low).Decide(AllFields.Severity)
            .ShouldBe($"{portal.Other()}.severity := Low");

    [Theory]
    [InlineData("newest", 60, 63, "Sentinel wins (newest): Defender.title := 'in Sentinel'")]
    [InlineData("newest", 63, 60, "Defender wins (newest): Sentinel.title := 'in Defender'")]
    [InlineData("newest", 60, 62, "Defender wins (newest): Sentinel.title := 'in Defender'")]
    [InlineData("defender", 60, 90, "Defender wins (defender): Sentinel.title := 'in Defender'")]
    [InlineData("sentinel", 90, 60, "Sentinel wins (sentinel): Defender.title := 'in Sentinel'")]
    [InlineData("hold", 60, 90, "held: Conflict")]
    public void Two_edits_that_differ_are_decided_by_the_policy(string policy, double defenderAt, double sentinelAt, string decision) =>
        Pair.Synced().Under(AllFields.Title, AllFields.Title.Policies.Single(p => p.Name == policy))
            .Edit(Defender, AllFields.Title, "in Defender", defenderAt).Edit(Sentinel, AllFields.Title, "in Sentinel", sentinelAt)
            .Decide(AllFields.Title).ShouldBe(decision);

    [Fact]
    public void Newest_asks_when_the_field_changed_and_not_when_the_incident_last_moved() =>
        Pair.Synced().Under(AllFields.Title, ConflictPolicy.Newest)
            .Edit(Defender, AllFields.Title, "in Defender", 60).Edit(Sentinel, AllFields.Title, "in Sentinel", 120)
            .Edit(Defender, AllFields.Severity, Severity.High, 600)
            .Decide(AllFields.Title).ShouldBe("Sentinel wins (newest): Defender.title := 'in Sentinel'");

    [Fact]
    public void An_edit_that_was_taken_back_is_no_edit_and_its_moment_is_forgotten() =>
        Pair.Synced().Under(AllFields.Title, ConflictPolicy.Newest)
            .Edit(Defender, AllFields.Title, "x", 10).Edit(Defender, AllFields.Title, "Multi-stage incident", 20)
            .Edit(Defender, AllFields.Title, "in Defender", 300).Edit(Sentinel, AllFields.Title, "in Sentinel", 100)
            .Decide(AllFields.Title).ShouldBe("Defender wins (newest): Sentinel.title := 'in Defender'");

    [Fact]
    public void At_first_contact_an_empty_value_yields_to_a_non_empty_one() =>
        Pair.FirstContact().Edit(Defender, AllFields.Owner, Owner.Nobody).Decide(AllFields.Owner)
            .ShouldBe("Defender.owner := alice@contoso.com");

    [Fact]
    public void At_first_contact_two_values_are_decided_by_the_policy() =>
        Pair.FirstContact().Edit(Sentinel, AllFields.Severity, Severity.High).Decide(AllFields.Severity)
            .ShouldBe("Sentinel wins (highest): Defender.severity := High");

    [Fact]
    public void At_first_contact_equal_values_are_adopted() => Pair.FirstContact().Writes().ShouldBe("nothing");
}
