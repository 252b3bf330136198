using System.Collections.Immutable;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using static IncidentSync.Core.Incidents.Portal;

namespace IncidentSync.Core.Tests.Reconciliation;

/// <summary>The rows of the table above <see cref="Restraint"/>: what operators decide, and what flips to and fro.</summary>
public sealed class RestraintTests
{
    private static readonly Stamp Now = Pair.Start.After(TimeSpan.FromHours(1));
    private static readonly Pair Conflict = Pair.Synced().Under(Fields.Title, ConflictPolicy.Hold)
        .Edit(Defender, Fields.Title, "D").Edit(Sentinel, Fields.Title, "S");

    [Theory]
    [InlineData(Defender, "Defender wins (operator): Sentinel.title := 'D'")]
    [InlineData(Sentinel, "Sentinel wins (operator): Defender.title := 'S'")]
    public void An_operator_decides_a_conflict_that_is_held(Portal winner, string decision) =>
        Decide(Conflict, Fields.Title, Resolved(Conflict, Fields.Title, winner)).ShouldBe(decision);

    [Fact]
    public void The_value_that_loses_to_an_operator_is_in_the_journal()
    {
        var state = Conflict.State() with { Resolutions = Resolved(Conflict, Fields.Title, Sentinel) };
        var row = Journal.Of(state, Planner.Plan(state, Conflict.Rules), new Dictionary<Field, HoldReason>()).Single();
        (row.Kind, Print.Of(row.Was!), row.Reason).ShouldBe((JournalKind.Conflict, "'D'", "operator"));
    }

    [Fact]
    public void An_operator_decides_nothing_about_values_that_came_later() =>
        Decide(Conflict.Edit(Defender, Fields.Title, "later"), Fields.Title, Resolved(Conflict, Fields.Title, Defender))
            .ShouldBe("held: Conflict");

    [Fact]
    public void An_operator_may_have_a_whole_text_replaced_by_one_that_was_edited_where_only_its_beginning_is_held()
    {
        var cut = Pair.Synced().Edit(Defender, Fields.Description, new string('x', 6_000))
            .Apply().Agree().Edit(Sentinel, Fields.Description, "short");
        cut.Decide(Fields.Description).ShouldBe("held: CutText");
        Decide(cut, Fields.Description, Resolved(cut, Fields.Description, Sentinel)).ShouldStartWith("Sentinel wins (operator)");
    }

    [Fact]
    public void An_operator_sends_a_refused_value_once_more()
    {
        var pair = Pair.Synced().Edit(Defender, Fields.Title, "Refused");
        var state = pair.State() with { Unwritable = [new(new(Sentinel, Fields.Title, new Seen<string>("Refused")), HoldReason.Refused)] };
        Decision(state, Fields.Title).ShouldBe("held: Refused");
        Decision(state with { Resolutions = Resolved(pair, Fields.Title, Defender) }, Fields.Title)
            .ShouldStartWith("Defender wins (operator)");
    }

    [Theory]
    [InlineData(Defender, "held: UnmappedOwner")]
    [InlineData(Sentinel, "Sentinel wins (operator): Defender.owner := alice@contoso.com")]
    public void An_owner_that_cannot_be_mapped_wins_for_no_operator(Portal winner, string decision)
    {
        var pair = Pair.Synced().Edit(Defender, Fields.Owner, Owner.InDefender("night shift"));
        Decide(pair, Fields.Owner, Resolved(pair, Fields.Owner, winner)).ShouldBe(decision);
    }

    [Fact]
    public void What_nobody_knows_is_nobodys_to_decide()
    {
        var pair = Pair.Synced().Show(Sentinel, Fields.Status, new Unknown("Paused"));
        Decide(pair, Fields.Status, Resolved(pair, Fields.Status, Defender)).ShouldBe("held: UnknownValue");
        var waiting = Pair.Synced().Edit(Defender, Fields.Status, Status.AwaitingAction)
            .Apply().Agree().Edit(Sentinel, Fields.Status, Status.New);
        Decide(waiting, Fields.Status, Resolved(waiting, Fields.Status, Sentinel)).ShouldBe("held: AwaitingAction");
    }

    [Fact]
    public void Tags_under_hold_become_the_winners()
    {
        var pair = Pair.Synced().Under(Fields.Tags, ConflictPolicy.Hold).Edit(Sentinel, Fields.Tags, Tags.Of("mine"));
        Decide(pair, Fields.Tags, Resolved(pair, Fields.Tags, Sentinel)).ShouldBe("Sentinel wins (operator): Defender.tags := {mine}");
    }

    [Theory]
    [InlineData(2, "Sentinel.status := New")]
    [InlineData(3, "held: Oscillation")]
    public void A_value_that_was_written_three_times_and_undone_each_time_is_not_written_again(int times, string decision) =>
        Decision(Undone(recently: times, minutesAgo: 20), Fields.Status).ShouldBe(decision);

    [Fact]
    public void What_was_written_long_ago_counts_no_more() =>
        Decision(Undone(recently: 3, minutesAgo: 31), Fields.Status).ShouldBe("Sentinel.status := New");

    [Fact]
    public void Other_fields_of_the_link_go_on()
    {
        var state = Undone(recently: 3, minutesAgo: 1);
        var incident = state.Defender!.Incident.With(Fields.Title, new Seen<string>("New title"));
        var titled = state with { Defender = state.Defender with { Incident = incident } };
        Decision(titled, Fields.Title).ShouldBe("Sentinel.title := 'New title'");
    }

    [Fact]
    public void A_frozen_field_stays_so_when_the_window_has_passed_until_an_operator_decides()
    {
        var frozen = Undone(recently: 0, minutesAgo: 0) with { Frozen = [Fields.Status] };
        Decision(frozen, Fields.Status).ShouldBe("held: Oscillation");
        var said = new Resolution(Defender, frozen.Defender!.Incident[Fields.Status], frozen.Sentinel!.Incident[Fields.Status]);
        Decision(frozen with { Resolutions = ImmutableDictionary<Field, Resolution>.Empty.Add(Fields.Status, said) }, Fields.Status)
            .ShouldBe("Defender wins (operator): Sentinel.status := New");
    }

    [Fact]
    public void A_frozen_field_is_free_once_the_portals_agree() =>
        Decision(Pair.Synced().State() with { Frozen = [Fields.Status] }, Fields.Status).ShouldBe("agreed");

    private static SyncState Undone(int recently, int minutesAgo)
    {
        var write = new FieldWrite(Sentinel, Fields.Status, new Seen<Status>(Status.New));
        var recent = new RecentWrite(write, Now.Back(TimeSpan.FromMinutes(minutesAgo)));
        return Pair.Synced().Edit(Defender, Fields.Status, Status.New)
            .State() with { Recent = [.. Enumerable.Repeat(recent, recently)], Now = Now };
    }

    private static ImmutableDictionary<Field, Resolution> Resolved(Pair pair, Field field, Portal winner) =>
        ImmutableDictionary<Field, Resolution>.Empty
        .Add(field, new Resolution(winner, pair[Defender].Incident[field], pair[Sentinel].Incident[field]));

    private static string Decide(Pair pair, Field field, ImmutableDictionary<Field, Resolution> resolutions) =>
        Print.Of(Planner.Plan(pair.State() with { Resolutions = resolutions }, pair.Rules)
            .Decisions.Single(decision => decision.Field == field));

    private static string Decision(SyncState state, Field field) =>
        Print.Of(Planner.Plan(state, SyncRules.Default).Decisions.Single(decision => decision.Field == field));
}
