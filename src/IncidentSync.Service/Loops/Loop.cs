using IncidentSync.Service.State;

namespace IncidentSync.Service.Loops;

/// <summary>
/// A loop of the process: it works, waits, and works again until the process stops. Whatever its work throws ends here; the first failure
/// is logged, and the recovery.
/// </summary>
/// <param name="name">The loop, as the log calls it at the beginning of a sentence.</param>
/// <param name="store">Knows whether the database is away, and logs that for all loops.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal abstract class Loop(string name, StoreHealth store, TimeProvider time, ILogger log) : BackgroundService
{
    /// <summary>Does what is to be done now.</summary>
    /// <returns>How long there is nothing to do.</returns>
    protected abstract Task<TimeSpan> WorkAsync(CancellationToken stoppingToken);

    /// <summary>Logs that the work broke, by the loop's own words. Whether the database is away is logged for all loops together.</summary>
    protected abstract void LogBroken(Exception exception);

    /// <summary>Leaves the loop as it has to be after a failure.</summary>
    /// <param name="isStoreAway">The database is away: nothing else broke.</param>
    /// <returns>How long it waits.</returns>
    protected abstract TimeSpan AfterFailure(bool isStoreAway);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isBroken = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan wait;
            try
            {
                wait = await WorkAsync(stoppingToken);
                if (isBroken)
                {
                    log.Recovered(name);
                    isBroken = false;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The edge of every loop: a bug or a dead database must not end one.
                var isAway = store.Explains(e);
                if (!isAway && !isBroken)
                {
                    LogBroken(e);
                    isBroken = true;
                }

                wait = AfterFailure(isAway);
            }

            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
