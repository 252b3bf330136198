using IncidentSync.Connectors;
using IncidentSync.Service.Readers;

namespace IncidentSync.Service.Hosting;

/// <summary>How long a feed waits before it asks again.</summary>
/// <remarks>
/// <code>
/// | the run                                   | then                              |
/// |-------------------------------------------|-----------------------------------|
/// | failed, and the portal said how long      | as long                           |
/// | failed                                    | twice as long each time, a minute |
/// | something changed within the last minute  | PollInterval                      |
/// | nothing has changed for a minute          | IdlePollInterval                  |
/// | broke on our own database                 | PollInterval                      |
/// </code>
/// </remarks>
internal sealed class PollPace(TimeSpan pollInterval, TimeSpan idlePollInterval)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>One change is seldom alone.</summary>
    private static readonly TimeSpan Busy = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _lastChange;
    private int _failures;

    /// <summary>The portal is well, and need not be spared.</summary>
    public TimeSpan WhileStoreIsAway => pollInterval;

    public TimeSpan WaitAfter(FeedRun run, DateTimeOffset now)
    {
        _failures = run is FeedRun.Failed ? _failures + 1 : 0;
        _lastChange = run is FeedRun.Read { Changed: > 0 } ? now : _lastChange ?? now;
        return run switch
        {
            FeedRun.Failed { Failure: Failure.RetryLater { After: { } after } } => after,
            FeedRun.Failed => TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, pollInterval.Ticks << Math.Min(_failures, 10))),
            _ => now - _lastChange < Busy ? pollInterval : idlePollInterval,
        };
    }
}
