using IncidentSync.Connectors;

namespace IncidentSync.Service.Readers;

/// <summary>What came of one run of a feed.</summary>
internal abstract record FeedRun
{
    private FeedRun()
    {
    }

    /// <summary>The feed is up to date.</summary>
    /// <param name="Changed">How many links became dirty.</param>
    public sealed record Read(int Changed) : FeedRun;

    /// <summary>The cursor stays where it is.</summary>
    public sealed record Failed(Failure Failure) : FeedRun;
}
