using System.Text.Json.Nodes;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Service.State;

/// <summary>
/// A Sentinel incident whose etag and stamp moved while nothing it shows did: something below it was changed. An edited comment is such a
/// thing, and no list of changes tells of it.
/// </summary>
internal static class HiddenChange
{
    public static bool IsBetween(Snapshot before, Snapshot after) =>
        after.Portal == Portal.Sentinel && before.Id == after.Id
            && before.Version != after.Version && before.CommentCount == after.CommentCount
        && before.SameFields(after) && JsonNode.DeepEquals(Shown(before), Shown(after));

    private static JsonNode? Shown(Snapshot snapshot)
    {
        var document = JsonNode.Parse(snapshot.Raw);
        (document as JsonObject)?.Remove("etag");
        (document?["properties"] as JsonObject)?.Remove("lastModifiedTimeUtc");
        return document;
    }
}
