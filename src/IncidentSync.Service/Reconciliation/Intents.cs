using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Reconciliation;

/// <summary>
/// The writes that a plan's action announces, in the order they are sent: fields first, a comment would move Sentinel's etag.
/// </summary>
internal static class Intents
{
    /// <summary>The announced writes after this plan. A comment that waits goes on waiting: it does not depend on what was read.</summary>
    public static ImmutableArray<Intent> After(Link link, SyncAction action, IEnumerable<PlannedComment> posts)
    {
        var waiting = link.Intents.OfType<Intent.Comment>().ToList();
        var planned = Of(link, action).Concat(posts.Select(post => new Intent.Comment(post.Target, post.Name, post.Text, post.Source, Sent: false)));
        return [.. planned.OfType<Intent.Create>(), .. planned.OfType<Intent.Change>(), .. waiting, .. planned.OfType<Intent.Comment>().Where(comment => waiting.All(w => w.Name != comment.Name))];
    }

    private static ImmutableArray<Intent> Of(Link link, SyncAction action) => action switch
    {
        SyncAction.CreateTwin create =>
        [
            new Intent.Create(create.Fields, create.Labels, Sent: false),
            new Intent.Comment(Portal.Sentinel, CommentPlanner.EngineCommentName(link.Id), create.Comment, Source: null, Sent: false),
        ],
        SyncAction.Write write =>
        [
            .. from portal in Portals.Both
               let fields = write.Fields.Where(field => field.Portal == portal).ToImmutableArray()
               where !fields.IsEmpty
               select new Intent.Change(portal, fields, portal == Portal.Sentinel ? write.Labels : [], Sent: false),
        ],
        _ => [],
    };
}
