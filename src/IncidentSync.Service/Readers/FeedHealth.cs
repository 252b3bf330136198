using IncidentSync.Core.Values;

namespace IncidentSync.Service.Readers;

/// <summary>How one feed fares, for <c>/health/ready</c>.</summary>
internal sealed class FeedHealth(string connection, Portal portal, bool paused)
{
    private volatile State _state = new(paused ? "paused" : "starting", null, "", paused);

    public string Connection => connection;

    public Portal Portal => portal;

    public State Now => _state;

    public void Report(FeedRun run, DateTimeOffset at) => _state = run is FeedRun.Failed failed
        ? new State("failing", _state.LastSuccess, failed.Failure.Summary, true)
        : new State("ok", at, "", true);

    /// <summary>An operator has paused the connection.</summary>
    public void Pause() => _state = new State("paused", _state.LastSuccess, "", true);

    /// <param name="Name">starting, ok, failing or paused.</param>
    /// <param name="LastSuccess">When the feed was last up to date.</param>
    /// <param name="Error">What is wrong; empty when nothing is.</param>
    /// <param name="Started">The feed has run once, or never will.</param>
    internal sealed record State(string Name, DateTimeOffset? LastSuccess, string Error, bool Started);
}
