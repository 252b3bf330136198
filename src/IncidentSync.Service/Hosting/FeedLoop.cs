using IncidentSync.Connectors;
using IncidentSync.Service.Readers;

namespace IncidentSync.Service.Hosting;

/// <summary>Runs one feed for as long as the process lives. It only waits; the reader works.</summary>
internal sealed class FeedLoop(
    FeedReader reader,
    FeedHealth health,
    ConnectionSwitches switches,
    TimeSpan pollInterval,
    TimeSpan idlePollInterval,
    TimeProvider time,
    ILogger<FeedLoop> log) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PausedInterval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var paused = switches.WhenPaused(health.Connection);
            if (paused.IsCancellationRequested)
            {
                health.Pause();
                await Task.Delay(PausedInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            try
            {
                using var going = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, paused);
                var run = await reader.RunOnceAsync(going.Token);
                failures = run is FeedRun.Failed ? failures + 1 : 0;
                health.Report(run, time.GetUtcNow());
                await Task.Delay(WaitAfter(run, failures), time, going.Token);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (OperationCanceledException) when (paused.IsCancellationRequested)
            {
                // Paused in the middle of a window: the cursor has not moved, it is read again afterwards.
            }
            catch (Exception e)
            {
                // The edge of the loop: a bug or a dead database must not end the feed.
                log.FeedBroke(e, health.Connection, health.Portal);
                failures++;
                health.Report(new FeedRun.Failed(new Failure.RetryLater(null, "the feed itself failed; see the log")), time.GetUtcNow());
                await Task.Delay(Backoff(failures), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private TimeSpan WaitAfter(FeedRun run, int failures) => run switch
    {
        FeedRun.Failed { Failure: Failure.RetryLater { After: { } after } } => after,
        FeedRun.Failed => Backoff(failures),
        FeedRun.Read { Changed: 0 } => idlePollInterval,
        _ => pollInterval,
    };

    private TimeSpan Backoff(int failures) => TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, pollInterval.Ticks << Math.Min(failures, 10)));
}
