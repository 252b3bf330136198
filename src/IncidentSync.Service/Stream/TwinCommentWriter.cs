using IncidentSync.Connectors;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Stream;

/// <summary>Keeps one comment at each twin that tells of the incident's alerts and their entities.</summary>
/// <remarks>
/// <code>
/// | Sentinel shows                       | and was written           | then                                                    |
/// |--------------------------------------|---------------------------|---------------------------------------------------------|
/// | no such comment                      | never                     | it is written                                           |
/// | no such comment                      | with an answer            | a person deleted it: it is not written again            |
/// | no such comment                      | without an answer         | it is written again                                     |
/// | what it should say                   | never, or no answer came  | nothing: the lost answer or database wrote it           |
/// | the version that was written         |                           | it is replaced, when it should say something else       |
/// | what an earlier write said           | without an answer         | that write took effect: it is replaced                  |
/// | anything else                        |                           | a person edited it: it is not written again             |
/// </code>
/// </remarks>
internal sealed class TwinCommentWriter(
    StreamTarget target, IIncidentPortal sentinel, TwinCommentStore store, TimeProvider time, ILogger<TwinCommentWriter> log)
{
    private string _lastFailure = "";

    /// <summary>Writes what is due. A failure ends the run: what is left is taken up again when its lease has run out.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var comment in await store.TakeAsync(target, cancellationToken))
        {
            var failure = (await WriteAsync(comment, cancellationToken))?.Summary ?? "";
            if (failure.Length > 0 && failure != _lastFailure)
            {
                log.CommentWaits(target.Connection, comment.LinkId, failure);
            }

            _lastFailure = failure;
            if (failure.Length > 0)
            {
                return;
            }
        }
    }

    private async Task<Failure?> WriteAsync(TwinComment comment, CancellationToken cancellationToken)
    {
        var (alerts, sequence) = await store.AlertsOfAsync(comment, cancellationToken);
        var text = AlertText.Of(alerts, new IncidentId(comment.DefenderId), Stamp.Of(time.GetUtcNow()));
        if (alerts.Count == 0 || (text.Digest == comment.Digest && comment.Version.Length > 0))
        {
            await store.SettleAsync(comment, comment.Digest, comment.Version, sequence, isWritten: false, cancellationToken);
            return null;
        }

        var name = CommentPlanner.AlertsCommentName(new LinkId(comment.LinkId));
        var incident = new IncidentId(comment.SentinelName);
        switch (await sentinel.GetCommentAsync(incident, new CommentId(name), cancellationToken))
        {
            case CommentOutcome.NotFound when comment.Version.Length > 0:
                return await LeaveAsync(comment, "deleted");
            case CommentOutcome.NotFound:
                return await PutAsync(comment, name, text, "", sequence, cancellationToken);
            case CommentOutcome.Posted { Comment: var shown } when comment.Version.Length == 0
                && AlertText.DigestOf(shown.Text) == text.Digest:
                // Its answer was lost, or the database that knew of it.
                await store.AnnounceAsync(comment, name, text.Digest, cancellationToken);
                await store.SettleAsync(comment, text.Digest, shown.Version, sequence, isWritten: true, cancellationToken);
                return null;
            case CommentOutcome.Posted { Comment: var shown } when IsOurs(comment, shown):
                return await PutAsync(comment, name, text, shown.Version, sequence, cancellationToken);
            case CommentOutcome.Posted:
                return await LeaveAsync(comment, "edited");
            case CommentOutcome.Failed failed:
                return failed.Failure;
            default:
                // Stale, which no read is: the next run looks again.
                return null;
        }
    }

    private static bool IsOurs(TwinComment comment, Comment shown) =>
        comment.Version.Length > 0 ? shown.Version == comment.Version
        : AlertText.DigestOf(shown.Text) == comment.Digest;

    private async Task<Failure?> PutAsync(
        TwinComment comment, string name, AlertText text, string version, long sequence, CancellationToken cancellationToken)
    {
        await store.AnnounceAsync(comment, name, text.Digest, cancellationToken);
        var post = new CommentPost(new IncidentId(comment.SentinelName), name, text.Written) { Version = version, Yields = true };
        switch (await sentinel.PostCommentAsync(post, cancellationToken))
        {
            case CommentOutcome.Posted { Comment: var posted }:
                // After an outside write, so it is not cancelled.
                await store.SettleAsync(comment, text.Digest, posted.Version, sequence, isWritten: true, CancellationToken.None);
                return null;
            case CommentOutcome.Failed failed:
                return failed.Failure;
            default:
                // Another change came first, or the twin is gone: the next run looks again.
                return null;
        }
    }

    private async Task<Failure?> LeaveAsync(TwinComment comment, string what)
    {
        log.CommentLeft(target.Connection, comment.LinkId, what);
        await store.LeaveAsync(comment, CancellationToken.None);
        return null;
    }
}
