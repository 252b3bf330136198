using IncidentSync.Service.Replays;

namespace IncidentSync.Service.Hosting;

/// <summary>The shell of a connection's replays.</summary>
internal sealed class ReplayLoop(
    string connection, Replayer replayer, ConnectionSet connections, StoreHealth store, TimeProvider time, ILogger<ReplayLoop> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await replayer.RunOnceAsync(connections.Find(connection)!, stoppingToken))
                {
                }

                failing = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The edge of the loop. A chunk is marked whole or not at all, so it is begun again.
                if (!store.Explains(e) && !failing)
                {
                    log.ReplaysBroke(e, connection);
                }

                failing = true;
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
