using IncidentSync.Core.Links;

namespace IncidentSync.Service.Readers;

/// <summary>The result of one run of a feed.</summary>
internal abstract record FeedRun
{
    private FeedRun()
    {
    }

    /// <summary>Both results as one; a failure wins, the first before the second.</summary>
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
        /// Of them, those whose change is older than the cursor: the list did not show it when the cursor passed. The overlap is there to
        /// find such changes.
        /// </summary>
        public int Late { get; init; }
    }

    /// <summary>The cursor stays where it is.</summary>
    public sealed record Failed(Failure Failure) : FeedRun;
}
