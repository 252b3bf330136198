using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Links;

/// <summary>An incident that a portal does not find.</summary>
public sealed class MissingIncidentTests
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
    private static readonly Stamp Now = Pair.Start.After(TimeSpan.FromHours(1));
    private static readonly MissingIncident Met = MissingIncident.Met(Sentinel);

    [Fact]
    public void One_answer_that_there_is_none_is_confirmed_first() => Action(Met, Now).ShouldBe("confirm Sentinel");

    [Fact]
    public void The_second_confirmation_comes_an_overlap_later()
    {
        var once = Met.Confirm(Now, Overlap);
        Action(once, Now.After(Overlap / 2)).ShouldBe("wait until 2026-01-22T13:05:00Z");
        Action(once, Now.After(Overlap)).ShouldBe("confirm Sentinel");
    }

    [Theory]
    [InlineData(Sentinel)]
    [InlineData(Defender)]
    public void Two_confirmations_make_a_deletion_whatever_else_is_to_be_done(Portal portal)
    {
        var gone = MissingIncident.Met(portal).Confirm(Now, Overlap).Confirm(Now, Overlap);
        var plan = Planner.Plan(Pair.Synced().Edit(Defender, AllFields.Title, "New")
            .Link() with { Missing = gone }, SyncRules.Default, Now);
        plan.ShouldSatisfyAllConditions(_ => plan.State.ShouldBe(LinkState.Deleted), _ => Print.Of(plan.Action).ShouldBe("nothing"));
    }

    [Fact]
    public void The_journal_tells_of_a_deletion()
    {
        var link = Pair.Synced().Link() with { Missing = Met.Confirm(Now, Overlap).Confirm(Now, Overlap) };
        var row = Journal.Of(link, Planner.Plan(link, SyncRules.Default, Now), new Dictionary<Field, HoldReason>()).Single();
        (row.Kind, row.Portal, row.Reason).ShouldBe((JournalKind.Lifecycle, Sentinel, "Sentinel no longer has the incident"));
    }

    private static string Action(MissingIncident missing, Stamp now) =>
        Print.Of(Planner.Plan(Pair.Synced().Link() with { Missing = missing }, SyncRules.Default, now).Action);
}
