using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>A process stands still between two of its calls for longer than its lease, and no timer has told it when it goes on.</summary>
public sealed class LeaseStepStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private readonly SmallWorld _world = new();

    public LeaseStepStories() => _world.Defender.Create(Id);

    [Fact]
    public void It_makes_no_twin()
    {
        _world.Once(Portal.Sentinel, InMemoryPortalOperation.Get, StandStill);
        ReadAndWork(Portal.Defender);
        Written(Portal.Sentinel).ShouldBe(0);
        SettlesWith(Portal.Sentinel, writes: 1);
    }

    [Fact]
    public void It_sends_no_PATCH() => SendsNothing(() => _world.Sentinel.Set(Name, AllFields.Severity, new Seen<Severity>(Severity.High)));

    [Fact]
    public void It_posts_no_comment() =>
        SendsNothing(() => _world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "Blocked the sender."));

    private void SendsNothing(Action edit)
    {
        _world.Settle();
        edit();
        _world.Once(Portal.Defender, InMemoryPortalOperation.Get, StandStill);
        ReadAndWork(Portal.Sentinel);
        Written(Portal.Defender).ShouldBe(0);
        SettlesWith(Portal.Defender, writes: 1);
    }

    private InMemoryPortalFault? StandStill()
    {
        _world.Time.Advance(_world.Connections.Terms.Lease);
        return null;
    }

    private void ReadAndWork(Portal portal)
    {
        _world.Read(portal);
        while (_world.Deliver())
        {
        }
    }

    private int Written(Portal portal) => _world.Calls(portal, InMemoryPortalOperation.Write)
        + (portal == Portal.Defender ? _world.Calls(portal, InMemoryPortalOperation.Comment) : 0);

    private void SettlesWith(Portal portal, int writes)
    {
        _world.Settle();
        _world.ShouldBeInStep();
        Written(portal).ShouldBe(writes);
    }
}
