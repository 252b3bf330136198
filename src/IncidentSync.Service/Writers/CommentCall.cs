using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Writers;

/// <summary>Posts the first intent of a link when it is a comment.</summary>
/// <remarks>
/// <code>
/// | posted to                | before it is posted                                    | then                                 |
/// |--------------------------|--------------------------------------------------------|--------------------------------------|
/// | Sentinel                 | nothing: its name is made of its source                | PUT                                  |
/// | Defender                 | GET: it stands there                                   | it is posted already                 |
/// | Defender                 | GET: the incident was merged, or is gone               | planned again, for the target        |
/// | Defender                 | GET: it does not                                       | POST; the window is GET to POST      |
/// | the target of a merge    | GET of every incident on the way: it stands on one     | it is posted already                 |
/// | the target of a merge    | the way ends elsewhere now                             | planned again, for the new target    |
/// | the target of a merge    | it stands on none                                      | POST                                 |
/// </code>
/// An incident that others were merged into may be merged later: what was carried to it stays there.
/// </remarks>
internal sealed class CommentCall(SyncConnection connection)
{
    private SyncRules Rules => connection.RulesNow;

    public Task<WriteStep> SendAsync(Link link, Intent.Comment comment, LeaseDeadline deadline) => comment switch
    {
        { Portal: Portal.Sentinel } => PostAsync(link, comment, link.SentinelName, deadline),
        { Incident: { } target } => PostToTargetAsync(link, comment, target, deadline),
        _ => PostToOwnAsync(link, comment, link.DefenderId!.Value, deadline),
    };

    // Defender's comments have no name of ours: whether this one is there already is read from the list, before every POST.
    private async Task<WriteStep> PostToOwnAsync(Link link, Intent.Comment comment, IncidentId id, LeaseDeadline deadline) =>
        await connection.Defender.GetAsync(id, deadline.ToRead) switch
        {
            ReadOutcome.Found { Snapshot: var now } when (FindKnown(link.Observe(now), comment) ?? FindKnown(link, comment)) is { } there =>
                Settlement.Posted(link.Observe(now), comment, there, Rules),
            ReadOutcome.Found { Snapshot: { RedirectedTo: not null } merged } => Settlement.Retarget(link.Observe(merged), Rules),
            ReadOutcome.Found { Snapshot: var now } => await PostAsync(link.Observe(now), comment, id, deadline),
            ReadOutcome.NotFound when link.Defender?.RedirectedTo is not null => Settlement.Retarget(link, Rules),
            ReadOutcome.Failed failed => Settlement.Rest(link, failed.Failure, connection),
            _ => Settlement.Missing(link, Portal.Defender, Rules),
        };

    private async Task<WriteStep> PostToTargetAsync(
        Link link, Intent.Comment comment, IncidentId target, LeaseDeadline deadline)
    {
        var chain = RedirectChain.From(link.DefenderId!.Value, link.Defender!.RedirectedTo!.Value);
        while (chain.Next is { } next)
        {
            switch (await connection.Defender.GetAsync(next, deadline.ToRead))
            {
                case ReadOutcome.Found { Snapshot: var passed } when Find(passed, comment) is { } there:
                    return Settlement.Posted(link, comment, there, Rules);
                case ReadOutcome.Found { Snapshot: var passed }:
                    chain = chain.Then(passed.RedirectedTo);
                    break;
                case ReadOutcome.Failed failed:
                    return Settlement.Rest(link, failed.Failure, connection);
                default:
                    return Settlement.Retarget(link, Rules);
            }
        }

        return chain.Target?.End == target
            ? await PostAsync(link, comment, target, deadline)
            : Settlement.Retarget(link, Rules);
    }

    private async Task<WriteStep> PostAsync(Link link, Intent.Comment comment, IncidentId incident, LeaseDeadline deadline)
    {
        var post = new CommentPost(incident, comment.Name, comment.Text);
        return await connection[comment.Portal].PostCommentAsync(post, deadline.ToWrite) switch
        {
            CommentOutcome.Posted posted => Settlement.Posted(link, comment, posted.Comment, Rules),
            CommentOutcome.Failed failed => Settlement.Doubt(link, failed.Failure, connection),
            _ when comment.Incident is not null => Settlement.Retarget(link, Rules),
            _ => Settlement.Missing(link, comment.Portal, Rules),
        };
    }

    // A read may be older than what the feed has shown.
    private static Comment? FindKnown(Link link, Intent.Comment comment) => link.Defender is { } known ? Find(known, comment) : null;

    private static Comment? Find(Snapshot snapshot, Intent.Comment comment) =>
        snapshot.Comments.FirstOrDefault(there => CommentText.Canonical(there.Text) == CommentText.Canonical(comment.Text));
}
