using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulator.Faults;
using IncidentSync.Testing.Portals;
using SimulatedPortal = IncidentSync.Simulator.Records.Portal;

namespace IncidentSync.Connectors.Tests;

/// <summary>However a portal's answer points elsewhere, nothing goes there, least of all a token.</summary>
public class ForeignPlaceTests(SimulatedPortals simulator) : IClassFixture<SimulatedPortals>
{
    private const int MoreThanAPage = 201;

    [Fact]
    public async Task A_foreign_nextLink_of_Sentinel_ends_the_window_and_is_not_followed()
    {
        await using var elsewhere = await RawServer.StartAsync(RawServer.Json("""{"value":[]}"""u8.ToArray()));
        Fill();
        simulator.World.Faults.Arm(new Fault(SimulatedPortal.Sentinel, FaultKind.ForeignNextLink) { Target = elsewhere.Address });
        var list = await simulator.Sentinel.ReadChangesAsync(new FeedRequest(new Stamp(0)), TestContext.Current.CancellationToken);
        list.ShouldBeOfType<FeedOutcome.Failed>().Failure.ShouldBeOfType<Failure.RetryLater>().Reason.ShouldContain("another list");
        elsewhere.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_foreign_nextLink_of_Defender_is_not_even_read()
    {
        await using var elsewhere = await RawServer.StartAsync(RawServer.Json("""{"value":[]}"""u8.ToArray()));
        Fill();
        simulator.World.Faults.Arm(new Fault(SimulatedPortal.Defender, FaultKind.ForeignNextLink) { Target = elsewhere.Address });
        var first = await simulator.Defender.ReadChangesAsync(new FeedRequest(new Stamp(0)), TestContext.Current.CancellationToken);
        var next = first.ShouldBeOfType<FeedOutcome.Page>().Value.Next.ShouldNotBeNull();
        next.Value.ShouldNotContain("http");
        elsewhere.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await RawServer.StartAsync(RawServer.Json("{}"u8.ToArray()));
        foreach (var side in new[] { SimulatedPortal.Defender, SimulatedPortal.Sentinel })
        {
            simulator.World.Faults.Arm(new Fault(side, FaultKind.Redirect) { Target = elsewhere.Address });
        }

        (await simulator.Defender.GetAsync(new("1"), TestContext.Current.CancellationToken)).ShouldBeOfType<ReadOutcome.Failed>();
        (await simulator.Sentinel.GetAsync(new("1"), TestContext.Current.CancellationToken)).ShouldBeOfType<ReadOutcome.Failed>();
        elsewhere.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../beta/users")]
    [InlineData("%2e%2e")]
    [InlineData("1?$expand=alerts")]
    [InlineData("1#2")]
    [InlineData(@"\\evil.example\x")]
    [InlineData("@evil.example")]
    public async Task A_name_that_is_a_path_reads_nothing_but_an_incident(string name)
    {
        (await simulator.Defender.GetAsync(new(name), TestContext.Current.CancellationToken)).ShouldNotBeOfType<ReadOutcome.Found>();
        (await simulator.Sentinel.GetAsync(new(name), TestContext.Current.CancellationToken)).ShouldNotBeOfType<ReadOutcome.Found>();
        var operations = simulator.World.Calls.Counts().Select(call => call.Operation);
        operations.ShouldBeSubsetOf(["incidents.get", "incidents.list", "token", "unknown"]);
    }

    [Fact]
    public async Task Tokens_of_the_two_portals_never_meet()
    {
        await simulator.Defender.GetAsync(new("1"), TestContext.Current.CancellationToken);
        await simulator.Sentinel.GetAsync(new("1"), TestContext.Current.CancellationToken);
        simulator.World.Calls.Total(status: 401).ShouldBe(0);
        simulator.World.Calls.Total(SimulatedPortal.Elsewhere).ShouldBe(0);
    }

    private void Fill()
    {
        for (var number = 0; number < MoreThanAPage; number++)
        {
            simulator.World.Defender().Create();
            simulator.World.Sentinel().Create();
        }
    }
}
