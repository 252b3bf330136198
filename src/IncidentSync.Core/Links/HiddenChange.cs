using System.Text.Json.Nodes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>
/// A change of a Sentinel incident that may hide a change of its comments although their number is the same. No list of changes shows an
/// edited comment, nor one that was deleted while another was added.
/// </summary>
/// <remarks>
/// <code>
/// | the etag moved, the count did not, and | then                                                                              |
/// |----------------------------------------|-----------------------------------------------------------------------------------|
/// | nothing that the incident shows moved  | something below it moved: the comments are read                                   |
/// | something it shows moved, too          | they are read if people have commented in Sentinel; others need no look           |
/// </code>
/// </remarks>
public static class HiddenChange
{
    /// <summary>Whether the comments must be read although their number is the same.</summary>
    /// <param name="link">The pair.</param>
    /// <param name="before">What was known of the incident.</param>
    /// <param name="after">What is shown now.</param>
    /// <returns>Always false for Defender, which shows its comments with the incident.</returns>
    public static bool IsBehind(Link link, Snapshot before, Snapshot after) =>
        after.Portal == Portal.Sentinel && before.Id == after.Id
        && before.Version != after.Version && before.CommentCount == after.CommentCount
        && (link.Comments.Any(comment => comment.Home == Portal.Sentinel && comment.Role != CommentRole.Ours)
            || (before.SameFields(after) && JsonNode.DeepEquals(Shown(before), Shown(after))));

    private static JsonNode? Shown(Snapshot snapshot)
    {
        var document = JsonNode.Parse(snapshot.Raw);
        (document as JsonObject)?.Remove("etag");
        (document?["properties"] as JsonObject)?.Remove("lastModifiedTimeUtc");
        return document;
    }
}
