using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <content>A second incident of the same Defender incident, and a lost database.</content>
public sealed partial class LifecycleStories
{
    [Fact]
    public void A_second_sentinel_incident_of_the_same_defender_incident_is_left_alone_and_listed()
    {
        _world.Settle();
        var second = _world.Sentinel.Create(new("copy"), document => Label(document, "defender:1"));
        _world.Settle();
        var duplicate = _world.Store.Find(Sample.Identity.LinkOfSentinel(new("copy")))!;
        (duplicate.State, duplicate.Hold, _world.Sentinel.Find(new("copy"))!.Version)
            .ShouldBe((LinkState.Unpaired, HoldReason.Duplicate, second.Version));
    }

    [Fact]
    public void An_incident_that_somebody_labelled_before_its_Defender_incident_came_is_left_alone_and_closes_nothing()
    {
        var (fourth, stranger) = (new IncidentId("4"), new IncidentId("stranger"));
        _world.Sentinel.Create(stranger, document => Label(document, "defender:4"));
        _world.Settle();
        _world.Defender.Create(fourth);
        _world.Settle();
        var closed = _world.Sentinel.Set(stranger, AllFields.Status, Closed);
        _world.Settle();
        _world.Defender.Find(fourth)!.Incident[AllFields.Status].ShouldBe(new Seen<Status>(Status.New));
        _world.Sentinel.Find(SmallWorld.TwinOf(fourth))!.Incident[AllFields.Status].ShouldBe(new Seen<Status>(Status.New));
        var duplicate = _world.Store.Find(Sample.Identity.LinkOfSentinel(stranger))!;
        (duplicate.State, duplicate.Hold, _world.Sentinel.Find(stranger)!.Version)
            .ShouldBe((LinkState.Unpaired, HoldReason.Duplicate, closed.Version));
        _world.Sentinel.Delete(stranger);
        _world.ShouldBeInStep();
    }

    [Fact]
    public void A_duplicate_that_loses_its_label_is_listed_and_waits_for_nobody()
    {
        _world.Sentinel.Create(new("copy"), document => Label(document, "defender:1"));
        _world.Settle();
        _world.Sentinel.Edit(new("copy"), document => document["properties"]!["labels"]!.AsArray().Clear());
        _world.Settle();
        var listed = _world.Store.Find(Sample.Identity.LinkOfSentinel(new("copy")))!;
        (listed.State, listed.Hold).ShouldBe((LinkState.Unpaired, null));
    }

    [Theory]
    [InlineData(Portal.Defender, "defender:1")]
    [InlineData(Portal.Defender, "")]
    [InlineData(Portal.Sentinel, "defender:1")]
    [InlineData(Portal.Sentinel, "")]
    [InlineData(Portal.Sentinel, "defender:7")]
    public void A_twin_is_found_again_when_the_database_is_lost_whichever_portal_is_read_first(Portal first, string label)
    {
        _world.Settle();
        _world.Sentinel.Edit(Name, document => document["properties"]!["labels"] = new System.Text.Json.Nodes.JsonArray());
        if (label.Length > 0)
        {
            _world.Sentinel.Edit(Name, document => Label(document, label));
        }

        _world.Settle();
        var written = _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write);
        _world.LoseDatabase();
        _world.Read(first);
        while (_world.Deliver())
        {
        }

        _world.Settle();
        (Link().State, Link().SentinelName, _world.Store.Links.Count(IsLive)).ShouldBe((LinkState.Live, Name, 2));
        _world.Calls(Portal.Sentinel, InMemoryPortalOperation.Write).ShouldBe(written);
        _world.Sentinel.Comments(Name).Count.ShouldBe(1);
        _world.ShouldBeInStep();
    }

    [Fact]
    public void A_duplicate_is_left_alone_when_the_database_is_lost_too()
    {
        _world.Sentinel.Create(new("copy"), document => Label(document, "defender:1"));
        _world.Settle();
        _world.Sentinel.Create(new("copy2"), document => Label(document, "defender:2"));
        _world.Settle();
        var (copy, twin) = (_world.Sentinel.Find(new("copy2"))!.Version, SmallWorld.TwinOf(Other));
        _world.LoseDatabase();
        _world.Settle();
        _world.Settle();
        _world.Store.Find(Sample.LinkOf("2"))!.SentinelName.ShouldBe(twin);
        _world.Sentinel.Find(new("copy2"))!.Version.ShouldBe(copy);
        _world.Store.Find(Sample.Identity.LinkOfSentinel(new("copy2")))!.Hold.ShouldBe(HoldReason.Duplicate);
    }
}
