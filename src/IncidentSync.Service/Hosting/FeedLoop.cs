using IncidentSync.Core.Links;
using IncidentSync.Service.Readers;

namespace IncidentSync.Service.Hosting;

/// <summary>Runs one feed for as long as the process lives, for every connection that shares it. It only waits; the reader works.</summary>
internal sealed class FeedLoop(
    FeedReader reader,
    IReadOnlyList<FeedMember> members,
    ConnectionSwitches switches,
    PollPace pace,
    StoreHealth store,
    TimeProvider time,
    ILogger<FeedLoop> log) : BackgroundService
{
    private static readonly TimeSpan PausedInterval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var broken = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var active = Active();
            if (active.Count == 0)
            {
                await Task.Delay(PausedInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            using var going = CancellationTokenSource.CreateLinkedTokenSource(
                [stoppingToken, .. active.Select(member => switches.WhenPaused(member.Connection.Name))]);
            try
            {
                var run = await reader.RunOnceAsync([.. active.Select(member => member.Connection)], going.Token);
                broken = false;
                Report(active, run);
                await Task.Delay(pace.WaitAfter(run, time.GetUtcNow()), time, going.Token);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (OperationCanceledException) when (going.IsCancellationRequested)
            {
                // One of them was paused in the middle of a window: the cursors have not moved, the others read it again.
            }
            catch (Exception e)
            {
                // The edge of the loop: a bug or a dead database must not end the feed.
                var away = store.Explains(e);
                if (!away && !broken)
                {
                    log.FeedBroke(e, members[0].Connection.Name, members[0].Health.Portal);
                }

                broken |= !away;

                var broke = new FeedRun.Failed(
                    new Failure.RetryLater(null, away ? "the database is away" : "the feed itself failed; see the log"));
                Report(active, broke);
                await Task.Delay(pace.WaitAfter(broke, time.GetUtcNow()), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private List<FeedMember> Active()
    {
        var (active, paused) = (new List<FeedMember>(), new List<FeedMember>());
        foreach (var member in members)
        {
            (switches.IsPaused(member.Connection.Name) ? paused : active).Add(member);
        }

        paused.ForEach(member => member.Health.Pause());
        return active;
    }

    private void Report(List<FeedMember> active, FeedRun run) =>
        active.ForEach(member => member.Health.Report(run, time.GetUtcNow()));
}
