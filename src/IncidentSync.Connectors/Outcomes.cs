using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;

namespace IncidentSync.Connectors;

/// <summary>The outcome of reading a page.</summary>
public abstract record FeedOutcome
{
    private FeedOutcome()
    {
    }

    /// <inheritdoc cref="FeedPage"/>
    public sealed record Page(FeedPage Value) : FeedOutcome;

    /// <summary>Rows moved while the window was being read; it must be read again from its first page.</summary>
    public sealed record Drifted : FeedOutcome;

    /// <inheritdoc cref="Failure"/>
    public sealed record Failed(Failure Failure) : FeedOutcome;
}

/// <summary>The outcome of reading one incident.</summary>
public abstract record ReadOutcome
{
    private ReadOutcome()
    {
    }

    /// <summary>The portal has it.</summary>
    public sealed record Found(Snapshot Snapshot) : ReadOutcome;

    /// <summary>The portal says it has no such incident.</summary>
    public sealed record NotFound : ReadOutcome;

    /// <inheritdoc cref="Failure"/>
    public sealed record Failed(Failure Failure) : ReadOutcome;
}

/// <summary>The outcome of a write.</summary>
public abstract record WriteOutcome
{
    private WriteOutcome()
    {
    }

    /// <summary>
    /// Done; this is what the portal returned. It may be older than the write (seen on Graph): compare before using it.
    /// </summary>
    public sealed record Applied(Snapshot Snapshot) : WriteOutcome;

    /// <summary>
    /// HTTP 409 or 412: nothing was applied. Another change came first when a read after it shows another version, or when the code says
    /// so; otherwise something blocks the write (a resource lock, a disabled subscription).
    /// </summary>
    /// <param name="Refusal">The failure when no other change came first.</param>
    /// <param name="IsSaid">The code says that another change came first.</param>
    public sealed record Stale(Failure.Denied Refusal, bool IsSaid) : WriteOutcome;

    /// <summary>The portal says it has no such incident.</summary>
    public sealed record NotFound : WriteOutcome;

    /// <inheritdoc cref="Failure"/>
    public sealed record Failed(Failure Failure) : WriteOutcome;
}

/// <summary>The outcome of asking whether Microsoft's own sync is on.</summary>
public abstract record NativeOutcome
{
    private NativeOutcome()
    {
    }

    /// <summary>It is, or it is not.</summary>
    public sealed record Told(bool IsOn) : NativeOutcome;

    /// <inheritdoc cref="Failure"/>
    public sealed record Failed(Failure Failure) : NativeOutcome;
}

/// <summary>The outcome of reading comments.</summary>
public abstract record CommentsOutcome
{
    private CommentsOutcome()
    {
    }

    /// <summary>One page; <paramref name="Next"/> is null on the last one.</summary>
    public sealed record Page(IReadOnlyList<Comment> Comments, FeedContinuation? Next) : CommentsOutcome
    {
        /// <summary>How large its body was.</summary>
        public long Bytes { get; init; }

        /// <summary>How many more comments on the page could not be understood, or have an unusable name.</summary>
        public int Unreadable { get; init; }
    }

    /// <summary>The portal says it has no such incident.</summary>
    public sealed record NotFound : CommentsOutcome;

    /// <inheritdoc cref="Failure"/>
    public sealed record Failed(Failure Failure) : CommentsOutcome;
}

/// <summary>The outcome of posting a comment, or of looking for one.</summary>
public abstract record CommentOutcome
{
    private CommentOutcome()
    {
    }

    /// <summary>Posted, or found; this is how the portal shows it.</summary>
    public sealed record Posted(Comment Comment) : CommentOutcome;

    /// <inheritdoc cref="WriteOutcome.Stale"/>
    public sealed record Stale(Failure.Denied Refusal, bool IsSaid) : CommentOutcome;

    /// <summary>The portal says it has no such incident, or no such comment.</summary>
    public sealed record NotFound : CommentOutcome;

    /// <inheritdoc cref="Failure"/>
    public sealed record Failed(Failure Failure) : CommentOutcome;
}
