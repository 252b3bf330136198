using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Tests.Readers;

/// <summary>A portal that answers lists with what it was given, the last of it for ever: what no honest portal would say.</summary>
internal sealed class ScriptedPortal(params IReadOnlyList<FeedOutcome> answers) : IIncidentPortal
{
    private int _asked;

    /// <summary>How often a list was asked for.</summary>
    public int Asked => _asked;

    public Portal Portal => Portal.Defender;

    public Task<FeedOutcome> ReadChangesAsync(FeedRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(answers[Math.Min(_asked++, answers.Count - 1)]);

    public Task<ReadOutcome> GetAsync(IncidentId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<WriteOutcome> WriteAsync(IncidentWrite write, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ReadOutcome> FindNativeAsync(IncidentId defenderId, Stamp createdAt, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<NativeOutcome> AskNativeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CommentsOutcome> ReadCommentsAsync(IncidentId id, FeedContinuation? continuation, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<CommentOutcome> GetCommentAsync(IncidentId id, CommentId comment, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<CommentOutcome> PostCommentAsync(CommentPost post, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
