using IncidentSync.Service.Bus;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Loops;

/// <summary>Signals again what waits in the store: lost signals, rests that are over, links of replicas that died.</summary>
internal sealed class DueLoop(ISyncStore store, BusSignals signals, StoreHealth health, TimeProvider time, ILogger<DueLoop> log)
    : Loop("Asking for what is due", health, time, log)
{
    private const int Most = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly StoreHealth _health = health;

    /// <summary>Signals everything that is due.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        signals.Forget();
        foreach (var due in await store.FindDueAsync(Most, cancellationToken))
        {
            await (due.Dirty ? signals.LinkChangedAsync(due.Id, cancellationToken) : signals.WriteDueAsync(due.Id, cancellationToken));
        }
    }

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        await RunOnceAsync(stoppingToken);
        _health.Answered();
        return Interval;
    }

    protected override void LogBroken(Exception exception) => log.StoreBroke(exception);

    // While the database is away nothing is written anywhere: an intent could not be kept.
    protected override TimeSpan AfterFailure(bool isStoreAway)
    {
        _health.Unanswered();
        return Interval;
    }
}
