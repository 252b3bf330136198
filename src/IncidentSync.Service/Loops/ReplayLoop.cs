using IncidentSync.Service.Connections;
using IncidentSync.Service.Replays;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Loops;

/// <summary>Carries out the replays of a connection.</summary>
internal sealed class ReplayLoop(
    string connection, Replayer replayer, ConnectionSet connections, StoreHealth store, TimeProvider time, ILogger<ReplayLoop> log)
    : Loop($"Connection {connection}: replaying", store, time, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        while (await replayer.RunOnceAsync(connections.Find(connection)!, stoppingToken))
        {
        }

        return Interval;
    }

    protected override void LogBroken(Exception exception) => log.ReplaysBroke(exception, connection);

    // A chunk is marked whole or not at all, so it is begun again.
    protected override TimeSpan AfterFailure(bool isStoreAway) => Interval;
}
