using System.Collections.Immutable;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Reconciliation;

/// <summary>The writes that a plan's action announces, in the order they are sent: fields first, a comment would move Sentinel's etag.</summary>
internal static class Intents
{
    /// <summary>The announced writes after this plan. A comment that waits goes on waiting: it does not depend on what was read.</summary>
    public static ImmutableArray<Intent> After(SyncConnection connection, Link link, SyncAction action)
    {
        var planned = Of(connection, link, action);
        return [.. planned, .. link.Intents.OfType<Intent.Comment>().Where(waiting => !planned.OfType<Intent.Comment>().Any(comment => comment.Name == waiting.Name))];
    }

    private static ImmutableArray<Intent> Of(SyncConnection connection, Link link, SyncAction action) => action switch
    {
        SyncAction.CreateTwin create =>
        [
            new Intent.Create(create.Fields, create.Labels, Sent: false),
            new Intent.Comment(Portal.Sentinel, EngineComment(connection, link), create.Comment, Sent: false),
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

    // The same name for the same link: posted twice, it is there once.
    private static string EngineComment(SyncConnection connection, Link link) =>
        NameBasedGuid.Of(connection.Identity.Subscription, connection.Identity.Workspace, link.Id.ToString(), "engine-comment").ToString("D");
}
