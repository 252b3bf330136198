using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation.Mutants;

/// <summary>A portal that passes everything on; a mutant changes one thing of it.</summary>
internal abstract class PassingPortal(InMemoryPortal inner) : IIncidentPortal
{
    public Portal Portal => inner.Portal;

    public virtual Task<FeedOutcome> ReadChangesAsync(FeedRequest request, CancellationToken cancellationToken) =>
        inner.ReadChangesAsync(request, cancellationToken);

    public virtual Task<ReadOutcome> GetAsync(IncidentId id, CancellationToken cancellationToken) => inner.GetAsync(id, cancellationToken);

    public virtual Task<WriteOutcome> WriteAsync(IncidentWrite write, CancellationToken cancellationToken) =>
        inner.WriteAsync(write, cancellationToken);

    public Task<ReadOutcome> FindNativeAsync(IncidentId defenderId, Stamp createdAt, CancellationToken cancellationToken) =>
        inner.FindNativeAsync(defenderId, createdAt, cancellationToken);

    public Task<NativeOutcome> AskNativeAsync(CancellationToken cancellationToken) => inner.AskNativeAsync(cancellationToken);

    public Task<CommentsOutcome> ReadCommentsAsync(IncidentId id, FeedContinuation? continuation, CancellationToken cancellationToken) =>
        inner.ReadCommentsAsync(id, continuation, cancellationToken);

    public Task<CommentOutcome> GetCommentAsync(IncidentId id, CommentId comment, CancellationToken cancellationToken) =>
        inner.GetCommentAsync(id, comment, cancellationToken);

    public virtual Task<CommentOutcome> PostCommentAsync(CommentPost post, CancellationToken cancellationToken) =>
        inner.PostCommentAsync(post, cancellationToken);
}
