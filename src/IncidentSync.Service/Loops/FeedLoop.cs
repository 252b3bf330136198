using IncidentSync.Core.Links;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Readers;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Loops;

/// <summary>Runs one feed for as long as the process lives, for every connection that shares it. It only waits; the reader works.</summary>
internal sealed class FeedLoop(
    FeedReader reader,
    IReadOnlyList<FeedMember> members,
    ConnectionSwitches switches,
    PollPace pace,
    StoreHealth store,
    TimeProvider time,
    ILogger<FeedLoop> log)
    : Loop($"Connection {members[0].Connection.Name}: the feed of {members[0].Health.Portal}", store, time, log)
{
    private static readonly TimeSpan PausedInterval = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = time;

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        var active = Active();
        if (active.Count == 0)
        {
            return PausedInterval;
        }

        using var going = CancellationTokenSource.CreateLinkedTokenSource(
            [stoppingToken, .. active.Select(member => switches.WhenPaused(member.Connection.Name))]);
        try
        {
            var run = await reader.RunOnceAsync([.. active.Select(member => member.Connection)], going.Token);
            Report(active, run);
            await Task.Delay(pace.WaitAfter(run, _time.GetUtcNow()), _time, going.Token);
        }
        catch (OperationCanceledException) when (going.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
        {
            // One of them was paused in the middle of a window: the cursors have not moved, the others read it again.
        }

        return TimeSpan.Zero;
    }

    protected override void LogBroken(Exception exception) =>
        log.FeedBroke(exception, members[0].Connection.Name, members[0].Health.Portal);

    protected override TimeSpan AfterFailure(bool isStoreAway)
    {
        var why = isStoreAway ? "the database is away" : "the feed itself failed; see the log";
        var run = new FeedRun.Failed(new Failure.RetryLater(null, why));
        Report(Active(), run);
        return pace.WaitAfter(run, _time.GetUtcNow());
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
        active.ForEach(member => member.Health.Report(run, _time.GetUtcNow()));
}
