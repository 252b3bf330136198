using IncidentSync.Core.Links;

namespace IncidentSync.Service.Readers;

/// <summary>
/// How long a feed waits before it asks again. It does not back off: what a portal that fails is spared, its circuit alone decides.
/// </summary>
/// <remarks>
/// <code>
/// | the run                                             | then             |
/// |-----------------------------------------------------|------------------|
/// | failed, and the portal or its circuit said how long | as long          |
/// | failed                                              | PollInterval     |
/// | something changed within the last minute            | PollInterval     |
/// | nothing has changed for a minute                    | IdlePollInterval |
/// </code>
/// </remarks>
internal sealed class PollPace(TimeSpan pollInterval, TimeSpan idlePollInterval)
{
    /// <summary>One change is seldom alone.</summary>
    private static readonly TimeSpan Busy = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _lastChange;

    public TimeSpan WaitAfter(FeedRun run, DateTimeOffset now)
    {
        _lastChange = run is FeedRun.Read { Changed: > 0 } ? now : _lastChange ?? now;
        return run switch
        {
            FeedRun.Failed { Failure: Failure.RetryLater { After: { } after } } => after,
            FeedRun.Failed => pollInterval,
            _ => now - _lastChange < Busy ? pollInterval : idlePollInterval,
        };
    }
}
