using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>Updates a link's map of comments when one of ours was posted or refused. Pure.</summary>
public static class PostedComments
{
    /// <summary>The portal has the comment. A comment in several parts is carried when its last part is.</summary>
    /// <param name="link">The link, on which the comment is announced no more.</param>
    /// <param name="intent">The comment as it was announced.</param>
    /// <param name="comment">The comment as the portal shows it.</param>
    /// <returns>The link with the comment in its map.</returns>
    public static Link Carried(this Link link, Intent.Comment intent, Comment comment)
    {
        var known = link.Intents.OfType<Intent.Comment>().Any(other => other.Shares(intent))
            ? link.Comments
            : WithRole(link, intent, CommentRole.Carried, comment.Id);
        var ours = new KnownComment(intent.Portal, comment.Id, CommentRole.Ours, intent.Sources.IsEmpty ? null : intent.Sources[0]);
        var isNew = intent.Incident is null && !known.Any(other => other.Home == ours.Home && other.Id == ours.Id);
        return link with
        {
            Comments = isNew ? known.Add(ours) : known,
            CommentsRead = link.CommentsRead + (isNew && link.CommentsRead >= 0 && intent.Portal == Portal.Sentinel ? 1 : 0),
        };
    }

    /// <summary>The portal refused the comment, so its other parts are not sent.</summary>
    /// <param name="link">The link.</param>
    /// <param name="intent">The comment as it was announced.</param>
    /// <returns>The link without any part of it.</returns>
    public static Link Refused(this Link link, Intent.Comment intent) => link.Without(intent) with
    {
        Comments = WithRole(link, intent, CommentRole.Refused, null),
        Intents = [.. link.Without(intent).Intents.Where(other => other is not Intent.Comment part || !part.Shares(intent))],
    };

    private static ImmutableArray<KnownComment> WithRole(Link link, Intent.Comment intent, CommentRole role, CommentId? counterpart) =>
    [
        .. link.Comments.Select(known => known.Home == intent.Portal.Other() && intent.Sources.Contains(known.Id)
            ? known with { Role = role, Counterpart = counterpart }
            : known),
    ];
}
