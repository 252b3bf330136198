using System.Text.Json.Nodes;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <content>Incidents that Microsoft's own sync made.</content>
public sealed partial class NativeStepStories
{
    [Fact]
    public void An_incident_that_microsoft_made_while_nobody_knew_whether_ours_was_gets_no_comment_of_ours()
    {
        var world = new SmallWorld();
        world.Defender.Create(Id);
        world.Once(Portal.Sentinel, InMemoryPortalOperation.Write, () => NeverArrived);
        world.Read(Portal.Defender);
        world.Deliver();
        world.Deliver();
        world.Sentinel.Create(new("native"), document => Made(document));
        world.Settle();
        (world.Sentinel.All().Count, world.Sentinel.Comments(new("native")).Count).ShouldBe((1, 0));
    }

    [Fact]
    public void Microsofts_own_incident_takes_over_and_our_twin_is_closed_once()
    {
        var world = new SmallWorld();
        world.Defender.Create(Id);
        world.Settle();
        world.Sentinel.Create(new("native"), document => Made(document));
        world.Settle();
        world.Store.Find(Sample.LinkOf("1"))!.SentinelName.ShouldBe(new IncidentId("native"));
        ((Seen<Verdict>)Twin(world)[AllFields.Verdict]).Value.Comment.ShouldBe("Replaced by Microsoft's own incident native");
        world.Sentinel.Set(Name, AllFields.Status, new Seen<Status>(Status.Active));
        world.Settle();
        Twin(world)[AllFields.Status].ShouldBe(new Seen<Status>(Status.Active));
    }

    [Fact]
    public void Microsofts_own_incident_belongs_to_the_Defender_incident_of_its_id_whatever_label_somebody_put_on_it()
    {
        var world = new SmallWorld();
        world.Sentinel.Create(new("native"), document =>
        {
            Made(document);
            document["properties"]!["labels"]!.AsArray().Add(new JsonObject { ["labelName"] = "defender:2" });
        });
        world.Read(Portal.Sentinel);
        world.Defender.Create(Id);
        world.Defender.Create(new("2"));
        world.Settle();
        world.Store.Find(Sample.LinkOf("1"))!.SentinelName.ShouldBe(new IncidentId("native"));
        world.Store.Find(Sample.LinkOf("2"))!.SentinelName.ShouldBe(SmallWorld.TwinOf(new("2")));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Microsofts_own_incident_may_come_minutes_after_its_stamp_and_gets_no_twin_beside_it(bool hasDefendersStamp, bool isBusy)
    {
        var world = WithLateNative(hasDefendersStamp, isBusy, _ => { });
        world.Store.Find(Sample.LinkOf("1"))!.SentinelName.ShouldBe(new IncidentId("native"));
        (world.Sentinel.Find(Name), world.Calls(Portal.Sentinel, InMemoryPortalOperation.FindNative)).ShouldBe((null, 0));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void The_workspace_is_asked_for_microsofts_own_incident_before_a_twin_is_made(bool hasDefendersStamp)
    {
        var world = WithLateNative(hasDefendersStamp, isBusy: true, world => world.Always(
            Portal.Sentinel, InMemoryPortalOperation.List, new InMemoryPortalFault.Refused(new Failure.RetryLater(null, "HTTP 503"))));
        world.Store.Find(Sample.LinkOf("1"))!.SentinelName.ShouldBe(new IncidentId("native"));
        (world.Sentinel.Find(Name), world.Calls(Portal.Sentinel, InMemoryPortalOperation.FindNative)).ShouldBe((null, 1));
    }

    [Fact]
    public void No_twin_is_made_while_the_workspace_cannot_say_whether_microsofts_own_incident_is_there()
    {
        var world = new SmallWorld(native: new NativeState(NativeMode.On));
        world.Defender.Create(Id);
        world.Always(
            Portal.Sentinel, InMemoryPortalOperation.FindNative, new InMemoryPortalFault.Refused(new Failure.RetryLater(null, "HTTP 503")));
        world.Run(TimeSpan.FromMinutes(20));
        world.Sentinel.Find(Name).ShouldBeNull();
        world.Fault = _ => null;
        world.Settle();
        world.Sentinel.Find(Name).ShouldNotBeNull();
    }
}
