using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;
using IncidentSync.Service.Hosting;
using IncidentSync.Service.Readers;
using IncidentSync.Simulation;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>Asking whether anything changed, when nothing did, is one call.</summary>
public sealed class IdlePollTests
{
    [Fact]
    public async Task An_idle_poll_is_one_list_call_per_portal()
    {
        var options = new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory, BudgetsLifted = true };
        await using var simulator = await SimulatorHost.StartAsync(options, TestContext.Current.CancellationToken);
        var connection = ConnectionFactory.Create(new Settings().For(simulator, "Host=none").ToOptions().Connections[0], MarkerKeys.None);
        simulator.World.Defender().Create();
        simulator.World.Sentinel().Create();
        foreach (var portal in Portals.Both)
        {
            var store = new InMemorySyncStore(new ManualTime());
            var log = NullLogger<FeedReader>.Instance;
            var reader = new FeedReader(connection, connection[portal], store, new SignalQueue(), TimeProvider.System, log);
            (await reader.RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBe(new FeedRun.Read(1));
            simulator.World.Calls.Clear();
            (await reader.RunOnceAsync(TestContext.Current.CancellationToken)).ShouldBe(new FeedRun.Read(0));
            simulator.World.Calls.Counts().Select(count => (count.Operation, count.Calls)).ShouldBe([("incidents.list", 1L)]);
        }
    }
}
