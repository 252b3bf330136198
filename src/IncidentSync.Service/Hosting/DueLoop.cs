using IncidentSync.Service.State;

namespace IncidentSync.Service.Hosting;

/// <summary>Signals again what waits in the store: lost signals, rests that are over, links of replicas that died.</summary>
internal sealed class DueLoop(ISyncStore store, BusSignals signals, StoreHealth health, TimeProvider time, ILogger<DueLoop> log)
    : BackgroundService
{
    private const int Most = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Signals everything that is due.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        signals.Forget();
        foreach (var due in await store.FindDueAsync(Most, cancellationToken))
        {
            await (due.Dirty ? signals.LinkChangedAsync(due.Id, cancellationToken) : signals.WriteDueAsync(due.Id, cancellationToken));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
                health.Answered();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The edge of the loop. While the database is away nothing is written anywhere: an intent could not be kept.
                health.Unanswered();
                if (!health.Explains(e))
                {
                    log.StoreBroke(e);
                }
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
