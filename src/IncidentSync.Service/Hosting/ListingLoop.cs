using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Readers;

namespace IncidentSync.Service.Hosting;

/// <summary>The shell of the lists of one portal that are read whole: one page after the other, behind its feed.</summary>
internal sealed class ListingLoop(
    ListingReader reader,
    string connection,
    Portal portal,
    ConnectionSwitches switches,
    StoreHealth store,
    TimeProvider time,
    ILogger<ListingLoop> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly Backoff Waits = new(2 * Interval, TimeSpan.FromMinutes(5));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var paused = switches.WhenPaused(connection);
            using var going = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, paused);
            try
            {
                ListingRun run = paused.IsCancellationRequested ? new ListingRun.Idle() : await reader.RunOnceAsync(going.Token);
                var wait = WaitAfter(run, failures);
                failures = run switch
                {
                    ListingRun.Failed { Failure: Failure.RetryLater { After: not null } } => failures,
                    ListingRun.Failed => failures + 1,
                    _ => 0,
                };
                await Task.Delay(wait, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (OperationCanceledException) when (going.IsCancellationRequested)
            {
                // Paused while a page was read: it is read again when the lease of the step has run out.
            }
            catch (Exception e)
            {
                // The edge of the loop. A page is stored whole or not at all, so it is read again.
                var away = store.Explains(e);
                if (!away && failures == 0)
                {
                    log.ListingBroke(e, connection, portal);
                }

                await Task.Delay(away ? Interval : Waits.After(failures), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                failures += away ? 0 : 1;
            }
        }
    }

    // Where the portal or its circuit says how long, that is not a failure more: the two waits do not add up.
    private static TimeSpan WaitAfter(ListingRun run, int failures) => run switch
    {
        ListingRun.Read => TimeSpan.Zero,
        ListingRun.Failed { Failure: Failure.RetryLater { After: { } after } } => after,
        ListingRun.Failed => Waits.After(failures),
        _ => Interval,
    };
}
