using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;
using static IncidentSync.Core.Values.Portal;

namespace IncidentSync.Core.Tests.Fields;

public sealed class StatusFieldTests
{
    [Theory]
    [InlineData(Status.New)]
    [InlineData(Status.Active)]
    [InlineData(Status.Closed)]
    public void Each_status_goes_to_Sentinel(Status status) =>
        Pair.Synced(status == Status.Active ? Status.New : Status.Active).Edit(Defender, AllFields.Status, status)
            .Decide(AllFields.Status).ShouldBe($"Sentinel.status := {status}");

    [Fact]
    public void Awaiting_action_is_Active_in_Sentinel() =>
        Pair.Synced(Status.New).Edit(Defender, AllFields.Status, Status.AwaitingAction)
            .Decide(AllFields.Status).ShouldBe("Sentinel.status := Active");

    [Fact]
    public void Awaiting_action_over_an_active_incident_writes_nothing() =>
        Pair.Synced().Edit(Defender, AllFields.Status, Status.AwaitingAction).Decide(AllFields.Status).ShouldBe("agreed");

    [Fact]
    public void Awaiting_action_is_never_written_over() =>
        Pair.Synced().Edit(Defender, AllFields.Status, Status.AwaitingAction).Agree().Edit(Sentinel, AllFields.Status, Status.New)
            .Decide(AllFields.Status).ShouldBe("held: AwaitingAction");

    [Fact]
    public void A_status_edit_held_under_awaiting_action_travels_when_Defender_Experts_end_it() =>
        Pair.Synced().Edit(Defender, AllFields.Status, Status.AwaitingAction).Agree()
            .Edit(Sentinel, AllFields.Status, Status.New).Edit(Defender, AllFields.Status, Status.Active)
            .Under(AllFields.Status, ConflictPolicy.Sentinel).Decide(AllFields.Status)
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
        Pair.Synced(before).Under(AllFields.Status, AllFields.Status.Policies.Single(p => p.Name == policy))
            .Edit(Defender, AllFields.Status, inDefender).Edit(Sentinel, AllFields.Status, inSentinel)
            .Decide(AllFields.Status).ShouldEndWith($"status := {winner}");
    }
}
