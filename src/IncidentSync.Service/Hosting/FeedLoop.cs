using IncidentSync.Connectors;
using IncidentSync.Service.Readers;

namespace IncidentSync.Service.Hosting;

/// <summary>Runs one feed for as long as the process lives. It only waits; the reader works.</summary>
internal sealed class FeedLoop(FeedReader reader, FeedHealth health, TimeSpan pollInterval, TimeSpan idlePollInterval, TimeProvider time, ILogger<FeedLoop> log) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var run = await reader.RunOnceAsync(stoppingToken);
                failures = run is FeedRun.Failed ? failures + 1 : 0;
                health.Report(run, time.GetUtcNow());
                await Task.Delay(WaitAfter(run, failures), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
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
