using IncidentSync.Core.Links;
using IncidentSync.Service.Readers;

namespace IncidentSync.Service.Alerts;

/// <summary>The state of a source's feed, for <c>/health/ready</c>.</summary>
/// <remarks>
/// <code>
/// | the last run                       | state   |
/// |------------------------------------|---------|
/// | there was none: nothing wants it   | paused  |
/// | read what changed                  | ok      |
/// | was denied                         | denied  |
/// | failed otherwise                   | failing |
/// </code>
/// </remarks>
internal sealed class AlertHealth(AlertSource source)
{
    private volatile State _now = new("paused", null, "");

    public AlertSource Source => source;

    public State Now => _now with { Backlog = Gaps };

    /// <summary>How many ranges were leapt over and are still to be read, when the feed last asked.</summary>
    public int Gaps { get; set; }

    public void Report(FeedRun run, DateTimeOffset at) => _now = run switch
    {
        FeedRun.Failed { Failure: Failure.Denied denied } =>
            new State("denied", _now.LastSuccess, $"{denied.Summary}: the app needs SecurityAlert.Read.All (application), with consent"),
        FeedRun.Failed failed => new State("failing", _now.LastSuccess, failed.Failure.Summary),
        _ => new State("ok", at, ""),
    };

    /// <summary>Nothing wants the source, or all its connections are paused.</summary>
    public void Pause() => _now = new State("paused", _now.LastSuccess, "");

    /// <param name="Name">ok, failing, denied or paused.</param>
    /// <param name="LastSuccess">When the feed was last up to date.</param>
    /// <param name="Error">What is wrong; empty when nothing is.</param>
    internal sealed record State(string Name, DateTimeOffset? LastSuccess, string Error)
    {
        /// <summary>How many ranges were leapt over and are still to be read.</summary>
        public int Backlog { get; init; }
    }
}
