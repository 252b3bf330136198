using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;

namespace IncidentSync.Service.Writers;

/// <summary>Posts one comment that a link has announced.</summary>
/// <remarks>
/// <code>
/// | posted to                | before it is posted                                    | then                                 |
/// |--------------------------|--------------------------------------------------------|--------------------------------------|
/// | Sentinel                 | nothing: its name is made of its source                | PUT                                  |
/// | Sentinel, the digest     | GET by its name: it says just this                     | it is posted already                 |
/// | Sentinel, the digest     | GET by its name: it says less, or there is none        | PUT under its etag; the first has    |
/// |                          |                                                        | none                                 |
/// | Defender                 | GET: it stands there                                   | it is posted already                 |
/// | Defender                 | GET: the incident was merged, or is gone               | planned again, for the target        |
/// | Defender                 | GET: it does not                                       | POST; the window is GET to POST      |
/// | the target of a merge    | GET of every incident on the way: it stands on one     | it is posted already                 |
/// | the target of a merge    | the way ends elsewhere now                             | planned again, for the new target    |
/// | the target of a merge    | it stands on none                                      | POST                                 |
/// | any, and it may have     | it is looked for at the same places: it is there       | it is posted already                 |
/// | been sent                |                                                        |                                      |
/// | any, and it may have     | it is looked for once and not there                    | <see cref="Doubt"/> tells the wait;   |
/// | been sent                |                                                        | after it, as above                   |
/// </code>
/// An incident that others were merged into may be merged later: what was carried to it stays there.
/// </remarks>
internal sealed class CommentCall(SyncConnection connection)
{
    private SyncRules Rules => connection.RulesNow;

    private StepTerms Terms => new(Rules, connection.Timing.Late);

    public Task<IntentResult> SendAsync(Link link, Intent.Comment comment, LeaseDeadline deadline) => comment switch
    {
        { Portal: Portal.Sentinel, Sent: false } when !IsDigest(link, comment) => PostAsync(link, comment, link.SentinelName, deadline),
        { Portal: Portal.Sentinel } => PostByNameAsync(link, comment, deadline),
        { Incident: { } target } => PostToTargetAsync(link, comment, target, deadline),
        _ => PostToOwnAsync(link, comment, link.DefenderId!.Value, deadline),
    };

    // A copy that was once seen is never put again: a person may have deleted it.
    private async Task<IntentResult> PostByNameAsync(Link link, Intent.Comment comment, LeaseDeadline deadline)
    {
        var isDigest = IsDigest(link, comment);
        return await connection.Sentinel.GetCommentAsync(link.SentinelName, new CommentId(comment.Name), deadline.ToRead) switch
        {
            CommentOutcome.Posted found when !isDigest || SameText(found.Comment, comment) =>
                LinkTransitions.Posted(link, comment, found.Comment, Rules),
            CommentOutcome.Posted { Comment: var older } when
                comment is { Sent: true, Looked: false } && older.Version == comment.Version =>
                Doubt.Wait(link, comment, LinkFailure.RestAfter(link.Attempts), Rules),
            CommentOutcome.Posted { Comment: var older } =>
                await PostAsync(link, comment with { Version = older.Version }, link.SentinelName, deadline),
            CommentOutcome.NotFound when comment is { Sent: true, Looked: false } =>
                Doubt.Wait(
                    link, comment, isDigest ? connection.Timing.Late.Settle(Portal.Sentinel) : LinkFailure.RestAfter(link.Attempts), Rules),
            CommentOutcome.NotFound => await PostAsync(link, comment with { Version = "" }, link.SentinelName, deadline),
            CommentOutcome.Failed failed => LinkTransitions.Rest(link, failed.Failure, Rules),
            _ => throw new InvalidOperationException("A read is never answered with a conflict."),
        };
    }

    // Defender's comments have no name of ours: whether this one is there already is read from the list, before every POST.
    private async Task<IntentResult> PostToOwnAsync(Link link, Intent.Comment comment, IncidentId id, LeaseDeadline deadline) =>
        await connection.Defender.GetAsync(id, deadline.ToRead) switch
        {
            ReadOutcome.Found { Snapshot: var now } when (FindKnown(link.Observe(now), comment) ?? FindKnown(link, comment)) is { } there =>
                LinkTransitions.Posted(link.Observe(now), comment, there, Rules),
            ReadOutcome.Found { Snapshot: { RedirectedTo: not null } merged } =>
                LinkTransitions.Retarget(link.Observe(merged), comment, Rules),
            ReadOutcome.Found { Snapshot: var now } when IsFirstLook(comment) =>
                Doubt.Wait(link.Observe(now), comment, connection.Timing.Late.Settle(Portal.Defender), Rules),
            ReadOutcome.Found { Snapshot: var now } => await PostAsync(link.Observe(now), comment, id, deadline),
            ReadOutcome.NotFound when link.Defender?.RedirectedTo is not null => LinkTransitions.Retarget(link, comment, Rules),
            ReadOutcome.Failed failed => LinkTransitions.Rest(link, failed.Failure, Rules),
            _ => LinkTransitions.Missing(link, Portal.Defender, Rules),
        };

    private async Task<IntentResult> PostToTargetAsync(
        Link link, Intent.Comment comment, IncidentId target, LeaseDeadline deadline)
    {
        var chain = RedirectChain.From(link.DefenderId!.Value, link.Defender!.RedirectedTo!.Value);
        while (chain.Next is { } next)
        {
            switch (await connection.Defender.GetAsync(next, deadline.ToRead))
            {
                case ReadOutcome.Found { Snapshot: var passed } when Find(passed, comment) is { } there:
                    return LinkTransitions.Posted(link, comment, there, Rules);
                case ReadOutcome.Found { Snapshot: var passed }:
                    chain = chain.Then(passed.RedirectedTo);
                    break;
                case ReadOutcome.Failed failed:
                    return LinkTransitions.Rest(link, failed.Failure, Rules);
                default:
                    return LinkTransitions.Retarget(link, comment, Rules);
            }
        }

        // Where a POST may still arrive late, the comment waits before it is planned for another target, too.
        return IsFirstLook(comment) ? Doubt.Wait(link, comment, connection.Timing.Late.Settle(Portal.Defender), Rules)
            : chain.Target?.End == target ? await PostAsync(link, comment, target, deadline)
            : LinkTransitions.Retarget(link, comment, Rules);
    }

    private async Task<IntentResult> PostAsync(Link link, Intent.Comment comment, IncidentId incident, LeaseDeadline deadline)
    {
        var post = new CommentPost(incident, comment.Name, comment.Text) { Version = comment.Version };
        return await connection[comment.Portal].PostCommentAsync(post, deadline.ToWrite) switch
        {
            CommentOutcome.Posted posted => LinkTransitions.Posted(link, comment, posted.Comment, Rules),
            CommentOutcome.Failed failed => LinkTransitions.Failed(link, comment, failed.Failure, Terms),
            CommentOutcome.Stale stale when comment.Version.Length > 0 && stale.IsSaid =>
                LinkTransitions.Rest(link, new Failure.RetryLater(null, "another change of the digest came first"), Rules),
            CommentOutcome.Stale stale => LinkTransitions.Rest(link, stale.Refusal, Rules),
            _ when comment.Incident is not null => LinkTransitions.Retarget(link, comment, Rules),
            _ => LinkTransitions.Missing(link, comment.Portal, Rules),
        };
    }

    private static bool IsFirstLook(Intent.Comment comment) => comment is { Sent: true, Looked: false };

    private static bool IsDigest(Link link, Intent.Comment comment) => comment.Name == CommentPlanner.DigestName(link.Id);

    // A read may be older than what the feed has shown.
    private static Comment? FindKnown(Link link, Intent.Comment comment) => link.Defender is { } known ? Find(known, comment) : null;

    private static Comment? Find(Snapshot snapshot, Intent.Comment comment) =>
        snapshot.Comments.FirstOrDefault(there => SameText(there, comment));

    private static bool SameText(Comment there, Intent.Comment comment) =>
        CommentText.Canonical(there.Text) == CommentText.Canonical(comment.Text);
}
