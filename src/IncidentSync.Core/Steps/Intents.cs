using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>
/// The writes that a plan announces, in the order they are sent: fields first, because a comment would move Sentinel's etag.
/// </summary>
/// <remarks>
/// <code>
/// | a comment that is already announced         | if comments were planned anew    | if they were not               |
/// |---------------------------------------------|----------------------------------|--------------------------------|
/// | for a twin that was never made, merged      | dropped                          | dropped                        |
/// | may have been sent                          | stays                            | stays                          |
/// | the engine's own, of a twin that was made   | stays                            | stays                          |
/// | its source is planned again                 | replaced                         |                                |
/// | for a Defender incident that was merged     | dropped: it is planned for the target                             |
/// | of a person, while comments are held        | dropped: it waits in the map                                      |
/// | any other                                   | stays                            | stays                          |
/// </code>
/// </remarks>
public static class Intents
{
    /// <summary>The announced writes after this plan.</summary>
    /// <param name="link">The link as it was planned.</param>
    /// <param name="action">The action of its plan.</param>
    /// <param name="comments">The comments to post.</param>
    /// <param name="now">The service's clock.</param>
    /// <returns>All announced writes from now on, in the order they are sent.</returns>
    public static ImmutableArray<Intent> After(Link link, SyncAction action, CommentPlan comments, Stamp now)
    {
        var posts = comments.Posts;
        var planned = posts
            .Select(post => new Intent.Comment(post.Target, post.Name, post.Text, post.Sources, Sent: false) { Incident = post.Incident })
            .Where(post => StayingComments(link).All(staying => staying.Name != post.Name));
        var waiting = link.AnnouncedComments
            .Where(comment => !HasNoPlace(link, comment))
            .Where(comment => Stays(comment)
                || !(comments.IsHeld || IsForMerged(link, comment) || posts.Any(post => IsReplaced(comment, post))))
            .ToList();
        return
        [
            .. link.OpenWrites,
            .. Of(link, action, now).Where(intent => intent is not Intent.Comment own || waiting.All(other => other.Name != own.Name)),
            .. waiting,
            .. planned,
        ];
    }

    /// <summary>The announced comments that no plan replaces.</summary>
    /// <param name="link">The link.</param>
    /// <returns>Those that stay, whatever is planned.</returns>
    public static IEnumerable<Intent.Comment> StayingComments(Link link) =>
        link.AnnouncedComments.Where(comment => Stays(comment) && !HasNoPlace(link, comment));

    private static bool Stays(Intent.Comment comment) => comment.Sent || comment.Sources.IsEmpty;

    private static bool IsReplaced(Intent.Comment comment, PlannedComment post) =>
        post.Target == comment.Portal && post.Sources.Any(comment.Sources.Contains);

    // A merged incident that has no twin gets none.
    private static bool HasNoPlace(Link link, Intent.Comment comment) =>
        comment.Portal == Portal.Sentinel && link is { Sentinel: null, Defender.RedirectedTo: not null };

    private static bool IsForMerged(Link link, Intent.Comment comment) =>
        comment is { Portal: Portal.Defender, Incident: null } && link.Defender?.RedirectedTo is not null;

    private static IEnumerable<Intent> Of(Link link, SyncAction action, Stamp now) => action switch
    {
        SyncAction.CreateTwin create =>
        [
            new Intent.Create(create.Fields, create.Labels, Sent: false) { At = now },
            new Intent.Comment(Portal.Sentinel, CommentPlanner.EngineCommentName(link.Id), create.Comment, [], Sent: false),
        ],
        SyncAction.Write write =>
            from portal in Portals.Both
            let fields = write.Fields.Where(field => field.Portal == portal)
                .Select(field => field with { Over = link[portal]?.Incident[field.Field] }).ToImmutableArray()
            where !fields.IsEmpty
            select new Intent.Change(portal, fields, portal == Portal.Sentinel ? write.Labels : [], Sent: false)
            {
                Version = link[portal]?.Version ?? "",
                Over = link[portal]?.Stamp ?? default,
            },
        _ => [],
    };
}
