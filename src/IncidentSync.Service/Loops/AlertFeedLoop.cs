using IncidentSync.Core.Links;
using IncidentSync.Service.Alerts;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Readers;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Loops;

/// <summary>Reads the alerts of a source for as long as something wants them, and purges what is too old.</summary>
internal sealed class AlertFeedLoop(
    AlertHealth health,
    AlertFeedReader reader,
    AlertRetention retention,
    AlertDemand demand,
    ConnectionSwitches switches,
    StoreHealth store,
    TimeProvider time,
    ILogger<AlertFeedLoop> log)
    : Loop($"Source {health.Source.Name}: the alert feed", store, time, log)
{
    private static readonly TimeSpan UnwantedInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromMinutes(1);

    private readonly AlertSource _source = health.Source;
    private readonly TimeProvider _time = time;
    private readonly PollPace _pace = new(health.Source.Timing.Poll, health.Source.Timing.IdlePoll);
    private DateTimeOffset _purgeDue = DateTimeOffset.MinValue;
    private string _lastFailure = "";

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        if (_time.GetUtcNow() >= _purgeDue)
        {
            await retention.RunOnceAsync(_source, stoppingToken);
            _purgeDue = _time.GetUtcNow() + PurgeInterval;
        }

        if (_source.Connections.All(switches.IsPaused) || !await demand.WantsAsync(_source, stoppingToken))
        {
            health.Pause();
            return UnwantedInterval;
        }

        var run = await reader.RunOnceAsync(stoppingToken);
        Report(run);
        return _pace.WaitAfter(run, _time.GetUtcNow());
    }

    protected override Task LeaveAsync() => reader.LeaveAsync();

    protected override void LogBroken(Exception exception) => log.AlertFeedBroke(exception, _source.Name);

    protected override TimeSpan AfterFailure(bool isStoreAway)
    {
        var why = isStoreAway ? "the database is unavailable" : "the feed itself failed; see the log";
        health.Report(new FeedRun.Failed(new Failure.RetryLater(null, why)), _time.GetUtcNow());
        return _source.Timing.Poll;
    }

    private void Report(FeedRun run)
    {
        health.Report(run, _time.GetUtcNow());
        var failure = run is FeedRun.Failed failed ? failed.Failure.Summary : "";
        if (failure != _lastFailure && failure.Length > 0)
        {
            log.AlertFeedFailed(_source.Name, failure);
        }
        else if (failure != _lastFailure)
        {
            log.AlertFeedRecovered(_source.Name);
        }

        _lastFailure = failure;
    }
}
