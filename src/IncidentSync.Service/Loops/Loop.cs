using IncidentSync.Service.State;

namespace IncidentSync.Service.Loops;

/// <summary>
/// A loop of the process: it works, waits, and works again until the process stops. It catches whatever its work throws and logs the first
/// failure and the recovery.
/// </summary>
/// <param name="name">The loop, as the log calls it at the beginning of a sentence.</param>
/// <param name="store">Knows whether the database is unavailable, and logs that for all loops.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal abstract class Loop(string name, StoreHealth store, TimeProvider time, ILogger log) : BackgroundService
{
    /// <summary>Does the work that is due.</summary>
    /// <returns>How long the loop waits.</returns>
    protected abstract Task<TimeSpan> WorkAsync(CancellationToken stoppingToken);

    /// <summary>Logs a failure of the work. <see cref="StoreHealth"/> logs an unavailable database for all loops.</summary>
    protected abstract void LogBroken(Exception exception);

    /// <summary>Puts the loop into its state after a failure.</summary>
    /// <param name="isStoreAway">The database is unavailable; nothing else failed.</param>
    /// <returns>How long it waits.</returns>
    protected abstract TimeSpan AfterFailure(bool isStoreAway);

    /// <summary>Gives back what only one replica may hold, so that another one need not wait until it runs out.</summary>
    protected virtual Task LeaveAsync() => Task.CompletedTask;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WorkUntilAsync(stoppingToken);
        try
        {
            await LeaveAsync();
        }
        catch (Exception e) when (store.Explains(e))
        {
            // It runs out.
        }
    }

    private async Task WorkUntilAsync(CancellationToken stoppingToken)
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
