using System.Text.Json.Nodes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>
/// A change of a Sentinel incident behind which its comments may have changed, though their number is the same. No list of changes tells of
/// an edited comment, nor of one that was deleted and another that was added.
/// </summary>
/// <remarks>
/// <code>
/// | the etag moved, the count did not, and | then                                                                              |
/// |----------------------------------------|-----------------------------------------------------------------------------------|
/// | nothing that the incident shows moved  | something below it did: the comments are read                                     |
/// | something it shows moved, too          | they are read where people have commented in Sentinel: of others none is replaced |
/// </code>
/// </remarks>
public static class HiddenChange
{
    /// <summary>The comments must be read, though their number is the same.</summary>
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
