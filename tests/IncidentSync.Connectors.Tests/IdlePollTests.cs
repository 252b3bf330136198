using IncidentSync.Core.Values;
using IncidentSync.Simulator.Api;
using Stamp = IncidentSync.Core.Values.Stamp;

namespace IncidentSync.Connectors.Tests;

public class IdlePollTests(SimulatedPortals simulator) : IClassFixture<SimulatedPortals>
{
    [Theory, InlineData(Portal.Defender), InlineData(Portal.Sentinel)]
    public async Task A_poll_that_finds_nothing_new_is_one_list_call_and_nothing_else(Portal side)
    {
        var portal = side == Portal.Defender ? (IIncidentPortal)simulator.Defender : simulator.Sentinel;
        simulator.World.Defender().Create();
        simulator.World.Sentinel().Create();
        var all = await PageAsync(portal, new Stamp(0));
        simulator.World.Calls.Clear();
        var idle = await PageAsync(portal, all.Incidents.Max(incident => incident.Stamp));
        idle.Next.ShouldBeNull();
        simulator.World.Calls.Total().ShouldBe(1);
        simulator.World.Calls.Total(operation: Operations.IncidentsList).ShouldBe(1);
    }

    private static async Task<FeedPage> PageAsync(IIncidentPortal portal, Stamp since)
    {
        var outcome = await portal.ReadChangesAsync(new FeedRequest(since), TestContext.Current.CancellationToken);
        return outcome.ShouldBeOfType<FeedOutcome.Page>().Value;
    }
}
