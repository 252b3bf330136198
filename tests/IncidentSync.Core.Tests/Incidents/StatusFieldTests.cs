using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using static IncidentSync.Core.Incidents.Portal;

namespace IncidentSync.Core.Tests.Incidents;

public sealed class StatusFieldTests
{
    [Theory]
    [InlineData(Status.New)]
    [InlineData(Status.Active)]
    [InlineData(Status.Closed)]
    public void Each_status_goes_to_Sentinel(Status status) =>
        Pair.Synced(status == Status.Active ? Status.New : Status.Active).Edit(Defender, Fields.Status, status)
            .Decide(Fields.Status).ShouldBe($"Sentinel.status := {status}");

    [Fact]
    public void Awaiting_action_is_Active_in_Sentinel() =>
        Pair.Synced(Status.New).Edit(Defender, Fields.Status, Status.AwaitingAction)
            .Decide(Fields.Status).ShouldBe("Sentinel.status := Active");

    [Fact]
    public void Awaiting_action_over_an_active_incident_writes_nothing() =>
        Pair.Synced().Edit(Defender, Fields.Status, Status.AwaitingAction).Decide(Fields.Status).ShouldBe("agreed");

    [Fact]
    public void Awaiting_action_is_never_written_over() =>
        Pair.Synced().Edit(Defender, Fields.Status, Status.AwaitingAction).Agree().Edit(Sentinel, Fields.Status, Status.New)
            .Decide(Fields.Status).ShouldBe("held: AwaitingAction");

    [Fact]
    public void A_status_edit_held_under_awaiting_action_travels_when_Defender_Experts_end_it() =>
        Pair.Synced().Edit(Defender, Fields.Status, Status.AwaitingAction).Agree()
            .Edit(Sentinel, Fields.Status, Status.New).Edit(Defender, Fields.Status, Status.Active)
            .Under(Fields.Status, ConflictPolicy.Sentinel).Decide(Fields.Status)
            .ShouldBe("Sentinel wins (sentinel): Defender.status := New");

    [Theory]
    [InlineData("open", Status.Active, Status.Closed, Status.Active)]
    [InlineData("open", Status.New, Status.Closed, Status.New)]
    [InlineData("open", Status.Closed, Status.New, Status.New)]
    [InlineData("closed", Status.Active, Status.Closed, Status.Closed)]
    [InlineData("closed", Status.New, Status.Closed, Status.Closed)]
    public void The_joining_policies_keep_the_greater(string policy, Status inDefender, Status inSentinel, Status winner)
    {
        var before = new[] { Status.New, Status.Active, Status.Closed }.Except([inDefender, inSentinel]).Single();
        Pair.Synced(before).Under(Fields.Status, Fields.Status.Policies.Single(p => p.Name == policy))
            .Edit(Defender, Fields.Status, inDefender).Edit(Sentinel, Fields.Status, inSentinel)
            .Decide(Fields.Status).ShouldEndWith($"status := {winner}");
    }
}
