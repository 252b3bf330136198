using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;

namespace IncidentSync.Connectors;

/// <summary>
/// Why a portal could not do what it was asked, as far as it is the same for every call. What it holds of others' words has gone through
/// <see cref="ForeignWords"/>.
/// </summary>
public abstract record Failure
{
    private Failure()
    {
    }

    /// <summary>What happened in words that quote nothing, fit for a log and a health page.</summary>
    public abstract string Summary { get; }

    /// <summary>The same with the portal's own words, which may quote what was sent: for the journal.</summary>
    public virtual string Words => Summary;

    /// <summary>The portal will not do this, however often it is asked.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Code">The portal's error code.</param>
    /// <param name="Message">The portal's words; they may quote what was sent, so they go into the journal and never into a log.</param>
    public sealed record Refused(int Status, string Code, string Message) : Failure
    {
        /// <inheritdoc cref="Refused"/>
        public string Code { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Code);

        /// <inheritdoc cref="Refused"/>
        public string Message { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Message);

        /// <inheritdoc/>
        public override string Summary => $"refused (HTTP {Status} {Code})";
    }

    /// <summary>
    /// The portal does not let us do this: no token, no permission, or something that stands against it, as a resource lock does (HTTP 409
    /// ScopeLocked). It waits until that is mended.
    /// </summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Code">The portal's error code.</param>
    /// <param name="Message">The portal's words; they may quote what was sent, so they go into the journal and never into a log.</param>
    public sealed record Denied(int Status, string Code, string Message) : Failure
    {
        /// <inheritdoc cref="Denied"/>
        public string Code { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Code);

        /// <inheritdoc cref="Denied"/>
        public string Message { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Message);

        /// <inheritdoc/>
        public override string Summary => $"access denied (HTTP {Status} {Code})";

        /// <inheritdoc/>
        public override string Words => Message.Length > 0 ? $"{Summary}: {Message}" : Summary;
    }

    /// <summary>Surely not done, and worth another try.</summary>
    /// <param name="After">How long the portal asked to wait; null when it did not say.</param>
    /// <param name="Reason">What happened, without values.</param>
    public sealed record RetryLater(TimeSpan? After, string Reason) : Failure
    {
        /// <inheritdoc cref="RetryLater"/>
        public string Reason { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Reason);

        /// <summary>The portal was not even asked: the call waits for its turn, which is nobody's failure.</summary>
        public bool IsTurn { get; init; }

        /// <inheritdoc/>
        public override string Summary => Reason;
    }

    /// <summary>Sent, and no answer that tells what became of it. It may even take effect later.</summary>
    /// <param name="Reason">What happened, without values.</param>
    public sealed record Unknown(string Reason) : Failure
    {
        /// <inheritdoc cref="Unknown"/>
        public string Reason { get; init => field = ForeignWords.OneLine(value); } = ForeignWords.OneLine(Reason);

        /// <inheritdoc/>
        public override string Summary => Reason;
    }
}

/// <summary>What became of reading a page.</summary>
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

/// <summary>What became of reading one incident.</summary>
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

/// <summary>What became of a write.</summary>
public abstract record WriteOutcome
{
    private WriteOutcome()
    {
    }

    /// <summary>
    /// Done; this is what the portal returned. It may be older than the write (seen on Graph): compare before believing it.
    /// </summary>
    public sealed record Applied(Snapshot Snapshot) : WriteOutcome;

    /// <summary>
    /// HTTP 409 or 412: nothing was applied. Another change came first when a read after it shows another version, or when the code says
    /// so; else something stands against the write (a resource lock, a disabled subscription).
    /// </summary>
    /// <param name="Refusal">What it is when no other change came first.</param>
    public sealed record Stale(Failure.Denied Refusal) : WriteOutcome
    {
        /// <inheritdoc cref="IsConflict"/>
        public bool IsSaid => IsConflict(Refusal);

        /// <summary>
        /// The code says that another change came first (recorded: Azure/Azure-Sentinel issues 883 and 909). An answer without a code says
        /// nothing.
        /// </summary>
        public static bool IsConflict(Failure.Denied refusal) =>
            refusal.Status == 412 || string.Equals(refusal.Code, "Conflict", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The portal says it has no such incident.</summary>
    public sealed record NotFound : WriteOutcome;

    /// <inheritdoc cref="Failure"/>
    public sealed record Failed(Failure Failure) : WriteOutcome;
}

/// <summary>What became of asking whether Microsoft's own sync is on.</summary>
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

/// <summary>What became of reading comments.</summary>
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

        /// <summary>How many more stand on the page that could not be understood, or have no name that may be asked for.</summary>
        public int Unreadable { get; init; }
    }

    /// <summary>The portal says it has no such incident.</summary>
    public sealed record NotFound : CommentsOutcome;

    /// <inheritdoc cref="Failure"/>
    public sealed record Failed(Failure Failure) : CommentsOutcome;
}

/// <summary>What became of posting a comment, or of looking for one.</summary>
public abstract record CommentOutcome
{
    private CommentOutcome()
    {
    }

    /// <summary>Posted, or found; this is how the portal shows it.</summary>
    public sealed record Posted(Comment Comment) : CommentOutcome;

    /// <inheritdoc cref="WriteOutcome.Stale"/>
    public sealed record Stale(Failure.Denied Refusal) : CommentOutcome;

    /// <summary>The portal says it has no such incident, or no such comment.</summary>
    public sealed record NotFound : CommentOutcome;

    /// <inheritdoc cref="Failure"/>
    public sealed record Failed(Failure Failure) : CommentOutcome;
}
