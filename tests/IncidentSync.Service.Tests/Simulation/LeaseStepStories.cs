using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Tests.Simulation;

/// <summary>A process stands still between two of its calls for longer than its lease, and no timer has told it when it goes on.</summary>
public sealed class LeaseStepStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private readonly SmallWorld world = new();

    public LeaseStepStories() => world.Defender.Create(Id);

    [Fact]
    public void It_makes_no_twin()
    {
        world.Once(Portal.Sentinel, InMemoryPortalOperation.Get, StandStill);
        ReadAndWork(Portal.Defender);
        Written(Portal.Sentinel).ShouldBe(0);
        SettlesWith(Portal.Sentinel, writes: 1);
    }

    [Fact]
    public void It_sends_no_PATCH() => SendsNothing(() => world.Sentinel.Set(Name, AllFields.Severity, new Seen<Severity>(Severity.High)));

    [Fact]
    public void It_posts_no_comment() =>
        SendsNothing(() => world.Sentinel.AddComment(Name, "bob@contoso.com", "note", "Blocked the sender."));

    private void SendsNothing(Action edit)
    {
        world.Settle();
        edit();
        world.Once(Portal.Defender, InMemoryPortalOperation.Get, StandStill);
        ReadAndWork(Portal.Sentinel);
        Written(Portal.Defender).ShouldBe(0);
        SettlesWith(Portal.Defender, writes: 1);
    }

    private InMemoryPortalFault? StandStill()
    {
        world.Time.Advance(world.Connections.Terms.Lease);
        return null;
    }

    private void ReadAndWork(Portal portal)
    {
        world.Read(portal);
        while (world.Deliver())
        {
        }
    }

    private int Written(Portal portal) => world.Calls(portal, InMemoryPortalOperation.Write)
        + (portal == Portal.Defender ? world.Calls(portal, InMemoryPortalOperation.Comment) : 0);

    private void SettlesWith(Portal portal, int writes)
    {
        world.Settle();
        world.ShouldBeInStep();
        Written(portal).ShouldBe(writes);
    }
}
