using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors;

/// <summary>
/// The API of a portal. One call is one request, or none when the <see cref="ICallGate"/> does not admit it: nothing here retries,
/// follows a redirect or waits. Every expected answer of a portal is a value; an exception means a bug, or that the caller cancelled.
/// </summary>
public interface IIncidentPortal
{
    /// <summary>Which of the two it is.</summary>
    Portal Portal { get; }

    /// <summary>
    /// Reads one page of the incidents whose stamp is not earlier than <see cref="FeedRequest.Since"/>. Incidents may come twice, and
    /// unchanged; none that was visible when the reading began is left out once <see cref="FeedPage.Next"/> is null.
    /// </summary>
    Task<FeedOutcome> ReadChangesAsync(FeedRequest request, CancellationToken cancellationToken);

    /// <summary>Reads one incident.</summary>
    Task<ReadOutcome> GetAsync(IncidentId id, CancellationToken cancellationToken);

    /// <summary>
    /// Applies one write. Sentinel compares the version and applies nothing when another change came first; Defender has no such guard,
    /// so the write carries only what changes. The caller reads just before either.
    /// </summary>
    Task<WriteOutcome> WriteAsync(IncidentWrite write, CancellationToken cancellationToken);

    /// <summary>
    /// Whether Microsoft's own sync serves this portal's incidents: Sentinel lists a MicrosoftThreatProtection data connector with
    /// incidents enabled. Defender does not know and says no.
    /// </summary>
    Task<NativeOutcome> AskNativeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Looks for the incident that Microsoft's own sync made of a Defender incident, among those created at the same time: its creation
    /// stamp is Defender's, and the stamp of its last change may be older than its arrival. Defender itself has none.
    /// </summary>
    /// <param name="defenderId">Defender's incident.</param>
    /// <param name="createdAt">When that was created.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ReadOutcome> FindNativeAsync(IncidentId defenderId, Stamp createdAt, CancellationToken cancellationToken);

    /// <summary>Reads the comments of one incident, a page a call, oldest first.</summary>
    Task<CommentsOutcome> ReadCommentsAsync(IncidentId id, FeedContinuation? continuation, CancellationToken cancellationToken);

    /// <summary>Reads one comment by its name: in Defender, which has no names, by the one of <see cref="CommentNames"/>.</summary>
    Task<CommentOutcome> GetCommentAsync(IncidentId id, CommentId comment, CancellationToken cancellationToken);

    /// <summary>
    /// Posts one comment. In Sentinel, a comment with <see cref="CommentPost.Version"/> replaces that version and no other; without one it
    /// replaces whatever has its name.
    /// </summary>
    Task<CommentOutcome> PostCommentAsync(CommentPost post, CancellationToken cancellationToken);
}
