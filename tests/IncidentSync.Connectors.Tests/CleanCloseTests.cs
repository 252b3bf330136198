using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Connectors.Tests;

/// <summary>
/// A server that closes the connection in good order instead of answering: .NET sends a request without content up to four times then.
/// </summary>
public class CleanCloseTests(SimulatedPortals simulator) : IClassFixture<SimulatedPortals>
{
    private static readonly IncidentId Any = new("1");

    [Fact]
    public async Task A_read_of_Defender_is_sent_once()
    {
        await using var server = await RawServer.StartAsync([]);
        var options = simulator.DefenderOptions();
        options.GraphEndpoint = $"{server.Address}v1.0";
        using var portal = new DefenderPortal(options, SimulatedPortals.Patience);
        var read = await portal.GetAsync(Any, TestContext.Current.CancellationToken);
        read.ShouldBeOfType<ReadOutcome.Failed>().Failure.ShouldBeOfType<Failure.RetryLater>();
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_read_of_Sentinel_is_sent_once()
    {
        await using var server = await RawServer.StartAsync([]);
        var options = simulator.SentinelOptions();
        options.ArmEndpoint = server.Address.AbsoluteUri;
        using var portal = new SentinelPortal(options, Settings.Identity, SimulatedPortals.Patience);
        var read = await portal.GetAsync(Any, TestContext.Current.CancellationToken);
        read.ShouldBeOfType<ReadOutcome.Failed>().Failure.ShouldBeOfType<Failure.RetryLater>();
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_comment_is_sent_once_and_its_fate_unknown()
    {
        await using var server = await RawServer.StartAsync([]);
        var options = simulator.DefenderOptions();
        options.GraphEndpoint = $"{server.Address}v1.0";
        using var portal = new DefenderPortal(options, SimulatedPortals.Patience);
        var posted = await portal.PostCommentAsync(new CommentPost(Any, "", "text"), TestContext.Current.CancellationToken);
        posted.ShouldBeOfType<CommentOutcome.Failed>().Failure.ShouldBeOfType<Failure.Unknown>();
        server.Requests.Count.ShouldBe(1);
    }
}
