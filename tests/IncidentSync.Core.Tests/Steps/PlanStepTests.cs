using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Steps;

/// <summary>What a link becomes when its plan is made durable.</summary>
public sealed class PlanStepTests
{
    private static readonly PlanTerms Writing = new("rules", Writes: true, BrakeLimits.Default);
    private static readonly PlanTerms Observing = Writing with { Writes = false };
    private static readonly Stamp Now = new(Pair.Start.Ticks + TimeSpan.FromHours(1).Ticks);

    private static readonly Link Quiet = Told.With();
    private static readonly Link Edited = Quiet.Observe(Told.Show(Portal.Sentinel, 10, Told.Severe(Portal.Sentinel)));

    [Fact]
    public void What_is_to_be_written_is_announced_with_its_row_in_the_journal_and_the_changes_are_dealt_with()
    {
        var commit = Commit(Edited);
        commit.Link.Intents.ShouldHaveSingleItem().Writes.Single().ShouldBe(Told.Severe(Portal.Defender));
        (commit.Next, commit.RulesVersion, commit.Journal.Single().Kind).ShouldBe((new NextStep.Done(), "rules", JournalKind.Carried));
    }

    [Fact]
    public void A_connection_that_observes_announces_nothing_and_tells_once_what_it_would_write()
    {
        var first = Commit(Edited, terms: Observing);
        (first.Link.Intents.IsEmpty, first.Link.Observed.Length, first.Journal.Single().Kind).ShouldBe((true, 16, JournalKind.Carried));
        Commit(Edited with { Observed = first.Link.Observed }, terms: Observing).Journal.ShouldBeEmpty();
        Commit(first.Link).Link.Observed.ShouldBe("");
    }

    [Fact]
    public void A_plan_that_waits_for_a_time_leaves_the_link_dirty_until_then()
    {
        var plan = PlanOf(Quiet) with { Action = new SyncAction.WaitUntil(new Stamp(Now.Ticks + TimeSpan.FromMinutes(2).Ticks)) };
        PlanStep.Of(Quiet, plan, null, Writing, Now).Next.ShouldBe(new NextStep.RestFor(TimeSpan.FromMinutes(2), WakesOnNews: true));
    }

    [Fact]
    public void A_link_with_nothing_to_do_is_well_and_one_with_a_write_is_not_yet()
    {
        Commit(Quiet with { Attempts = 2, LastError = "HTTP 503" }).Link.Attempts.ShouldBe(0);
        Commit(Edited with { Attempts = 2, LastError = "HTTP 503" }).Link.Attempts.ShouldBe(2);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void What_closes_an_incident_counts_for_the_brake_where_something_is_written(bool writes, int charges)
    {
        var closed = new FieldWrite(Portal.Defender, AllFields.Status, new Seen<Status>(Status.Closed));
        var link = Quiet.Observe(Told.Show(Portal.Defender, 10, closed));
        var commit = Commit(link, terms: writes ? Writing : Observing);
        (commit.Brake is null ? 0 : 1).ShouldBe(charges);
        Commit(Edited).Brake.ShouldBeNull();
    }

    [Fact]
    public void Comments_that_nobody_looked_at_wait_as_they_did()
    {
        var held = Quiet with { CommentHold = HoldReason.ForeignMarkers };
        Commit(held).Link.CommentHold.ShouldBe(HoldReason.ForeignMarkers);
        Commit(held, new CommentPlan([], [])).ShouldSatisfyAllConditions(
            commit => commit.Link.CommentHold.ShouldBeNull(), commit => commit.Journal.Single().Kind.ShouldBe(JournalKind.Freed));
        Commit(Quiet, new CommentPlan([], []) { IsCut = true }).Link.CommentHold.ShouldBe(HoldReason.TooManyComments);
        Commit(Quiet, new CommentPlan([], []) { IsHeld = true }).Journal.Single().Kind.ShouldBe(JournalKind.Held);
    }

    [Fact]
    public void Comments_are_announced_each_with_a_row_and_those_without_room_are_told()
    {
        var post = new PlannedComment(Portal.Sentinel, [new CommentId("c1")], "name", "text");
        var commit = Commit(Quiet, new CommentPlan([], [post]) { NoRoom = [new CommentId("c2")] });
        commit.Link.Intents.ShouldHaveSingleItem().ShouldBeOfType<Intent.Comment>().Name.ShouldBe("name");
        commit.Journal.Select(row => row.Kind).ShouldBe([JournalKind.Carried, JournalKind.Error]);
    }

    [Fact]
    public void An_operators_decision_is_kept_until_it_is_carried_out_and_goes_when_it_is_about_other_values()
    {
        var conflict = Edited.Observe(Told.Show(Portal.Defender, 10, new FieldWrite(Portal.Defender, AllFields.Severity, Told.Low)));
        var hold = Told.Rules with
        {
            Fields = Told.Rules.Fields with { Policies = Told.Rules.Fields.Policies.SetItem(AllFields.Severity, ConflictPolicy.Hold) },
        };
        var decided = conflict with
        {
            Resolutions = conflict.Resolutions.Add(AllFields.Severity, new Resolution(Portal.Sentinel, Told.Low, Told.High)),
        };
        Commit(conflict, rules: hold).Link.Held.ShouldContainKey(AllFields.Severity);
        Commit(decided, rules: hold).Link.ShouldSatisfyAllConditions(
            link => link.Resolutions.ShouldContainKey(AllFields.Severity), link => link.Held.ShouldBeEmpty());
        var other = decided with
        {
            Resolutions = conflict.Resolutions.Add(AllFields.Severity, new Resolution(Portal.Sentinel, Told.Medium, Told.High)),
        };
        Commit(other, rules: hold).Link.Resolutions.ShouldBeEmpty();
    }

    [Fact]
    public void A_refused_value_is_forgotten_when_its_field_is_not_held_for_it_any_more()
    {
        var refused = new UnwritableValue(Told.Severe(Portal.Defender), HoldReason.Refused);
        Commit(Edited with { Unwritable = [refused] }).Link.Unwritable.ShouldBe([refused]);
        Commit(Quiet with { Unwritable = [refused] }).Link.Unwritable.ShouldBeEmpty();
    }

    [Fact]
    public void A_list_of_comments_that_is_older_than_the_count_is_read_again_later_each_time()
    {
        var again = PlanStep.LookAgain(Quiet with { Attempts = 2 }, Commit(Quiet));
        (again.Link.Attempts, again.Next).ShouldBe((3, new NextStep.Replan(TimeSpan.FromSeconds(8))));
    }

    [Fact]
    public void A_link_whose_incident_is_deleted_announces_nothing() =>
        PlanStep.Of(Edited, PlanOf(Edited) with { State = LinkState.Deleted }, null, Writing, Now).Link
            .ShouldSatisfyAllConditions(link => link.Intents.ShouldBeEmpty(), link => link.State.ShouldBe(LinkState.Deleted));

    [Fact]
    public void A_plan_that_only_waits_changes_nothing_of_what_is_held_or_decided()
    {
        var link = Quiet with
        {
            Held = Quiet.Held.Add(AllFields.Title, HoldReason.Conflict),
            Resolutions = Quiet.Resolutions.Add(AllFields.Title, new Resolution(Portal.Sentinel, Told.Low, Told.High)),
        };
        var waits = new SyncPlan(LinkState.Live, new SyncAction.WaitUntil(Now), [], link.Bases);
        PlanStep.Of(link, waits, null, Writing, Now).Link.ShouldSatisfyAllConditions(
            after => after.Held.ShouldBe(link.Held), after => after.Resolutions.ShouldBe(link.Resolutions));
        PlanStep.Of(link, waits with { State = LinkState.Merged }, null, Writing, Now).Link.Held.ShouldBeEmpty();
    }

    [Fact]
    public void A_refused_value_is_forgotten_when_its_field_or_another_is_held_for_another_reason()
    {
        var refused = new UnwritableValue(Told.Severe(Portal.Defender), HoldReason.Refused);
        var conflict = new Held(AllFields.Severity, HoldReason.Conflict, Told.Low, Told.High);
        var other = new Held(AllFields.Title, HoldReason.Refused, Told.Title, Told.Title);
        var plan = PlanOf(Quiet) with { Decisions = [conflict, other] };
        PlanStep.Of(Quiet with { Unwritable = [refused] }, plan, null, Writing, Now).Link.Unwritable.ShouldBeEmpty();
    }

    [Fact]
    public void A_connection_that_observes_tells_once_of_comments_too_and_each_time_of_fields_that_begin_to_wait()
    {
        var post = new CommentPlan([], [new PlannedComment(Portal.Sentinel, [new CommentId("c1")], "name", "text")]);
        var first = Commit(Quiet, post, Observing);
        (first.Link.Observed.Length, first.Journal.Single().Kind).ShouldBe((16, JournalKind.Carried));
        var waits = Quiet.Observe(Told.Show(Portal.Defender, 10, new FieldWrite(Portal.Defender, AllFields.Severity, new Unknown("?"))));
        Commit(waits with { Observed = first.Link.Observed }, post, Observing).Journal.Single().Kind.ShouldBe(JournalKind.Held);
    }

    [Fact]
    public void Comments_that_wait_for_the_same_as_before_are_not_told_again() =>
        Commit(Quiet with { CommentHold = HoldReason.ForeignMarkers }, new CommentPlan([], []) { IsHeld = true }).Journal.ShouldBeEmpty();

    private static SyncPlan PlanOf(Link link, SyncRules? rules = null) => Planner.Plan(link, rules ?? Told.Rules, Now);

    private static LinkCommit Commit(Link link, CommentPlan? comments = null, PlanTerms? terms = null, SyncRules? rules = null) =>
        PlanStep.Of(link, PlanOf(link, rules), comments, terms ?? Writing, Now);
}
