using System.Diagnostics;
using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;

namespace IncidentSync.Service.Telemetry;

/// <summary>Decorates a portal: counts its answers, and calls that must not be made. It changes nothing.</summary>
internal sealed class InstrumentedPortal(
    IIncidentPortal portal, SyncConnection connection, Instruments instruments, Violations violations) : IIncidentPortal
{
    private readonly NewestShown _newest = new();
    private readonly PostedComments _posted = new();

    private readonly KeyValuePair<string, object?> _connection = Tag.Connection(connection.Name);
    private readonly KeyValuePair<string, object?> _portal = Tag.Portal(portal.Portal);

    public Portal Portal => portal.Portal;

    public async Task<FeedOutcome> ReadChangesAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var outcome = await portal.ReadChangesAsync(request, cancellationToken);
        if (outcome is FeedOutcome.Page { Value: var page })
        {
            Saw(page.Incidents);
            CountUnreadable("incident", page.Unreadable.Count);
        }
        else if (outcome is FeedOutcome.Drifted)
        {
            instruments.Restarts.Add(1, _connection, _portal);
        }

        return outcome;
    }

    public async Task<ReadOutcome> GetAsync(IncidentId id, CancellationToken cancellationToken)
    {
        var outcome = await portal.GetAsync(id, cancellationToken);
        if (outcome is ReadOutcome.Found found)
        {
            Saw([found.Snapshot]);
        }

        return outcome;
    }

    public async Task<WriteOutcome> WriteAsync(IncidentWrite write, CancellationToken cancellationToken)
    {
        Asked(write.Id);
        var outcome = await portal.WriteAsync(write, cancellationToken);
        Count(write.Expected is null ? "create" : "change", outcome switch
        {
            WriteOutcome.Applied => "applied",
            WriteOutcome.Stale => "stale",
            WriteOutcome.NotFound => "missing",
            WriteOutcome.Failed failed => NameOf(failed.Failure),
            _ => throw new UnreachableException(),
        });
        if (Portal == Portal.Defender && outcome is WriteOutcome.Applied { Snapshot: var answer } && IsRaced(write, answer))
        {
            instruments.Raced.Add(1, _connection, _portal);
        }

        return outcome;
    }

    public Task<NativeOutcome> AskNativeAsync(CancellationToken cancellationToken) => portal.AskNativeAsync(cancellationToken);

    public async Task<ReadOutcome> FindNativeAsync(IncidentId defenderId, Stamp createdAt, CancellationToken cancellationToken)
    {
        var outcome = await portal.FindNativeAsync(defenderId, createdAt, cancellationToken);
        if (outcome is ReadOutcome.Found found)
        {
            Saw([found.Snapshot]);
        }

        return outcome;
    }

    public async Task<CommentsOutcome> ReadCommentsAsync(
        IncidentId id, FeedContinuation? continuation, CancellationToken cancellationToken)
    {
        var outcome = await portal.ReadCommentsAsync(id, continuation, cancellationToken);
        CountUnreadable("comment", outcome is CommentsOutcome.Page page ? page.Unreadable : 0);
        return outcome;
    }

    public Task<CommentOutcome> GetCommentAsync(IncidentId id, CommentId comment, CancellationToken cancellationToken) =>
        portal.GetCommentAsync(id, comment, cancellationToken);

    public async Task<CommentOutcome> PostCommentAsync(CommentPost post, CancellationToken cancellationToken)
    {
        Asked(post.IncidentId);
        var outcome = await portal.PostCommentAsync(post, cancellationToken);
        Count("comment", outcome switch
        {
            CommentOutcome.Posted => "applied",
            CommentOutcome.Stale => "stale",
            CommentOutcome.NotFound => "missing",
            CommentOutcome.Failed failed => NameOf(failed.Failure),
            _ => throw new UnreachableException(),
        });

        // In Sentinel the same name is the same comment, however often it is sent.
        if (Portal == Portal.Defender && outcome is CommentOutcome.Posted && !_posted.Add(post))
        {
            violations.Tell(Invariant.CommentPostedTwice, connection.Name, LinkOf(post.IncidentId));
        }

        return outcome;
    }

    private void Saw(IEnumerable<Snapshot> snapshots)
    {
        if (snapshots.Count(snapshot => !_newest.Add(snapshot)) is > 0 and var older)
        {
            instruments.StaleReads.Add(older, _connection, _portal);
        }
    }

    private void Asked(IncidentId incident)
    {
        if (connection.Mode != ConnectionMode.Sync)
        {
            violations.Tell(Invariant.WroteUnasked, connection.Name, LinkOf(incident));
        }
    }

    private void CountUnreadable(string kind, int rows)
    {
        if (rows > 0)
        {
            instruments.Unreadable.Add(rows, _connection, _portal, Tag.Kind(kind));
        }
    }

    private void Count(string kind, string result) => instruments.Writes.Add(1, _connection, _portal, Tag.Kind(kind), Tag.Result(result));

    // Defender has no guard: what else the answer shows to be new was written between our read and our write.
    private static bool IsRaced(IncidentWrite write, Snapshot answer) =>
        write.Expected is { } read && answer.Stamp > read.Stamp && AllFields.All
            .Where(field => write.Fields.All(written => written.Field != field))
            .Any(field => !field.Same(read.Incident[field], answer.Incident[field]));

    private LinkId LinkOf(IncidentId incident) =>
        Portal == Portal.Defender ? connection.Identity.LinkOfDefender(incident) : connection.Identity.LinkOfSentinel(incident);

    private static string NameOf(Failure failure) => failure switch
    {
        Failure.Refused => "refused",
        Failure.Denied => "denied",
        Failure.RetryLater { IsTurn: true } => "turn",
        Failure.RetryLater => "later",
        Failure.Unknown => "unknown",
        _ => throw new UnreachableException(),
    };
}
