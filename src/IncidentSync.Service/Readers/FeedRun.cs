using IncidentSync.Core.Links;

namespace IncidentSync.Service.Readers;

/// <summary>What came of one run of a feed.</summary>
internal abstract record FeedRun
{
    private FeedRun()
    {
    }

    /// <summary>This and then that, the first failure before all.</summary>
    public FeedRun And(FeedRun next) => (this, next) switch
    {
        (Failed, _) => this,
        (Read first, Read second) => new Read(first.Changed + second.Changed) { Late = first.Late + second.Late },
        _ => next,
    };

    /// <summary>The feed is up to date.</summary>
    /// <param name="Changed">How many links became dirty.</param>
    public sealed record Read(int Changed) : FeedRun
    {
        /// <summary>
        /// Of them, those whose change is older than the cursor: it was not in the list when the list was read up to there. That it was
        /// found within the overlap is what the overlap is for.
        /// </summary>
        public int Late { get; init; }
    }

    /// <summary>The cursor stays where it is.</summary>
    public sealed record Failed(Failure Failure) : FeedRun;
}
