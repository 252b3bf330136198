using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors;

/// <summary>
/// How a portal speaks. One call is one request, or none when its <see cref="ICallGate"/> says that it is not its turn: nothing here
/// retries, follows a redirect or waits. What a portal may be expected to answer is a value; an exception means a bug, or that the caller
/// cancelled.
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
    /// incidents enabled. Defender cannot tell and says no.
    /// </summary>
    Task<NativeOutcome> AskNativeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Looks for the incident that Microsoft's own sync has made of one of Defender's, among those created when that was: its creation
    /// stamp is Defender's, and the stamp of its last change may be older than its arrival. Defender has none and says so.
    /// </summary>
    /// <param name="defenderId">Defender's incident.</param>
    /// <param name="createdAt">When that was created.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    Task<ReadOutcome> FindNativeAsync(IncidentId defenderId, Stamp createdAt, CancellationToken cancellationToken);

    /// <summary>Reads the comments of one incident, a page a call, oldest first.</summary>
    Task<CommentsOutcome> ReadCommentsAsync(IncidentId id, FeedContinuation? continuation, CancellationToken cancellationToken);

    /// <summary>Reads one comment by its name: in Defender, which names none, by what <see cref="CommentNames"/> makes of it.</summary>
    Task<CommentOutcome> GetCommentAsync(IncidentId id, CommentId comment, CancellationToken cancellationToken);

    /// <summary>
    /// Posts one comment. In Sentinel, a comment with <see cref="CommentPost.Version"/> replaces that version and no other; without one it
    /// replaces whatever has its name.
    /// </summary>
    Task<CommentOutcome> PostCommentAsync(CommentPost post, CancellationToken cancellationToken);
}
