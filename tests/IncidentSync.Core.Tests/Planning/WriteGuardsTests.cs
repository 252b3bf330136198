using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Planning;

/// <summary>The rows of the table above <see cref="WriteGuards"/>: what operators decide, and what flips to and fro.</summary>
public sealed class WriteGuardsTests
{
    private static readonly ImmutableDictionary<Field, HoldReason> Frozen =
        ImmutableDictionary<Field, HoldReason>.Empty.Add(AllFields.Status, HoldReason.Oscillation);

    private static readonly Stamp Now = Pair.Start.After(TimeSpan.FromHours(1));
    private static readonly Pair Conflict = Pair.Synced().Under(AllFields.Title, ConflictPolicy.Hold)
        .Edit(Defender, AllFields.Title, "D").Edit(Sentinel, AllFields.Title, "S");

    [Theory]
    [InlineData(Defender, "Defender wins (operator): Sentinel.title := 'D'")]
    [InlineData(Sentinel, "Sentinel wins (operator): Defender.title := 'S'")]
    public void An_operator_decides_a_conflict_that_is_held(Portal winner, string decision) =>
        Decide(Conflict, AllFields.Title, Resolved(Conflict, AllFields.Title, winner)).ShouldBe(decision);

    [Fact]
    public void The_value_that_loses_to_an_operator_is_in_the_journal()
    {
        var link = Conflict.Link() with { Resolutions = Resolved(Conflict, AllFields.Title, Sentinel) };
        var row = Journal.Of(link, Planner.Plan(link, Conflict.Rules, Stamp.EndOfTime), new Dictionary<Field, HoldReason>()).Single();
        (row.Kind, Print.Of(row.Was!), row.Reason).ShouldBe((JournalKind.Conflict, "'D'", "operator"));
    }

    [Fact]
    public void An_operator_decides_nothing_about_values_that_came_later() =>
        Decide(Conflict.Edit(Defender, AllFields.Title, "later"), AllFields.Title, Resolved(Conflict, AllFields.Title, Defender))
            .ShouldBe("held: Conflict");

    [Fact]
    public void An_operator_may_have_a_whole_text_replaced_by_one_that_was_edited_where_only_its_beginning_is_held()
    {
        var cut = Pair.Synced().Edit(Defender, AllFields.Description, new string('x', 6_000))
            .Apply().Agree().Edit(Sentinel, AllFields.Description, "short");
        cut.Decide(AllFields.Description).ShouldBe("held: CutText");
        Decide(cut, AllFields.Description, Resolved(cut, AllFields.Description, Sentinel)).ShouldStartWith("Sentinel wins (operator)");
    }

    [Fact]
    public void An_operator_sends_a_refused_value_once_more()
    {
        var pair = Pair.Synced().Edit(Defender, AllFields.Title, "Refused");
        var refused = new FieldWrite(Sentinel, AllFields.Title, new Seen<string>("Refused"));
        var link = pair.Link() with { Unwritable = [new(refused, HoldReason.Refused)] };
        Decision(link, AllFields.Title).ShouldBe("held: Refused");
        Decision(link with { Resolutions = Resolved(pair, AllFields.Title, Defender) }, AllFields.Title)
            .ShouldStartWith("Defender wins (operator)");
    }

    [Theory]
    [InlineData(Defender, "held: UnmappedOwner")]
    [InlineData(Sentinel, "Sentinel wins (operator): Defender.owner := alice@contoso.com")]
    public void An_owner_that_cannot_be_mapped_wins_for_no_operator(Portal winner, string decision)
    {
        var pair = Pair.Synced().Edit(Defender, AllFields.Owner, Owner.InDefender("night shift"));
        Decide(pair, AllFields.Owner, Resolved(pair, AllFields.Owner, winner)).ShouldBe(decision);
    }

    [Fact]
    public void What_nobody_knows_is_nobodys_to_decide()
    {
        var pair = Pair.Synced().Show(Sentinel, AllFields.Status, new Unknown("Paused"));
        Decide(pair, AllFields.Status, Resolved(pair, AllFields.Status, Defender)).ShouldBe("held: UnknownValue");
        var waiting = Pair.Synced().Edit(Defender, AllFields.Status, Status.AwaitingAction)
            .Apply().Agree().Edit(Sentinel, AllFields.Status, Status.New);
        Decide(waiting, AllFields.Status, Resolved(waiting, AllFields.Status, Sentinel)).ShouldBe("held: AwaitingAction");
    }

    [Fact]
    public void Tags_under_hold_become_the_winners()
    {
        var pair = Pair.Synced().Under(AllFields.Tags, ConflictPolicy.Hold).Edit(Sentinel, AllFields.Tags, Tags.Of("mine"));
        Decide(pair, AllFields.Tags, Resolved(pair, AllFields.Tags, Sentinel))
            .ShouldBe("Sentinel wins (operator): Defender.tags := {mine}");
    }

    [Theory]
    [InlineData(2, "Sentinel.status := New")]
    [InlineData(3, "held: Oscillation")]
    public void A_value_that_was_written_three_times_and_undone_each_time_is_not_written_again(int times, string decision) =>
        Decision(Undone(recently: times, minutesAgo: 20), AllFields.Status).ShouldBe(decision);

    [Fact]
    public void What_was_written_long_ago_counts_no_more() =>
        Decision(Undone(recently: 3, minutesAgo: 31), AllFields.Status).ShouldBe("Sentinel.status := New");

    [Fact]
    public void Other_fields_of_the_link_go_on()
    {
        var link = Undone(recently: 3, minutesAgo: 1);
        var incident = link.Defender!.Incident.With(AllFields.Title, new Seen<string>("New title"));
        var titled = link with { Defender = link.Defender with { Incident = incident } };
        Decision(titled, AllFields.Title).ShouldBe("Sentinel.title := 'New title'");
    }

    [Fact]
    public void A_frozen_field_stays_so_when_the_window_has_passed_until_an_operator_decides()
    {
        var frozen = Undone(recently: 0, minutesAgo: 0) with { Held = Frozen };
        Decision(frozen, AllFields.Status).ShouldBe("held: Oscillation");
        var said = new Resolution(Defender, frozen.Defender!.Incident[AllFields.Status], frozen.Sentinel!.Incident[AllFields.Status]);
        Decision(frozen with { Resolutions = ImmutableDictionary<Field, Resolution>.Empty.Add(AllFields.Status, said) }, AllFields.Status)
            .ShouldBe("Defender wins (operator): Sentinel.status := New");
    }

    [Fact]
    public void A_frozen_field_is_free_once_the_portals_agree() =>
        Decision(Pair.Synced().Link() with { Held = Frozen }, AllFields.Status).ShouldBe("agreed");

    private static Link Undone(int recently, int minutesAgo)
    {
        var write = new FieldWrite(Sentinel, AllFields.Status, new Seen<Status>(Status.New));
        var recent = new RecentWrite(write, Now.Back(TimeSpan.FromMinutes(minutesAgo)));
        return Pair.Synced().Edit(Defender, AllFields.Status, Status.New)
            .Link() with { Recent = [.. Enumerable.Repeat(recent, recently)] };
    }

    private static ImmutableDictionary<Field, Resolution> Resolved(Pair pair, Field field, Portal winner) =>
        ImmutableDictionary<Field, Resolution>.Empty
        .Add(field, new Resolution(winner, pair[Defender].Incident[field], pair[Sentinel].Incident[field]));

    private static string Decide(Pair pair, Field field, ImmutableDictionary<Field, Resolution> resolutions) =>
        Print.Of(Planner.Plan(pair.Link() with { Resolutions = resolutions }, pair.Rules, Stamp.EndOfTime)
            .Decisions.Single(decision => decision.Field == field));

    private static string Decision(Link link, Field field) =>
        Print.Of(Planner.Plan(link, SyncRules.Default, Now).Decisions.Single(decision => decision.Field == field));
}
