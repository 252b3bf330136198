using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;

namespace IncidentSync.Benchmarks.Core;

/// <summary>A portal that is never asked: these passes decide from what is stored.</summary>
internal sealed class Unasked(Portal portal) : IIncidentPortal
{
    public Portal Portal => portal;

    public Task<FeedOutcome> ReadChangesAsync(FeedRequest request, CancellationToken cancellationToken) => throw Asked();

    public Task<ReadOutcome> GetAsync(IncidentId id, CancellationToken cancellationToken) => throw Asked();

    public Task<CommentOutcome> GetCommentAsync(IncidentId id, CommentId comment, CancellationToken cancellationToken) => throw Asked();

    public Task<WriteOutcome> WriteAsync(IncidentWrite write, CancellationToken cancellationToken) => throw Asked();

    public Task<ReadOutcome> FindNativeAsync(IncidentId defenderId, Stamp createdAt, CancellationToken cancellationToken) => throw Asked();

    public Task<NativeOutcome> AskNativeAsync(CancellationToken cancellationToken) => throw Asked();

    public Task<CommentsOutcome> ReadCommentsAsync(IncidentId id, FeedContinuation? continuation, CancellationToken cancellationToken) =>
        throw Asked();

    public Task<CommentOutcome> PostCommentAsync(CommentPost post, CancellationToken cancellationToken) => throw Asked();

    private InvalidOperationException Asked() => new($"A pass asked {portal}, so more than the pass would be measured.");
}
