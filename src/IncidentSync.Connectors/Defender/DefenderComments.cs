using System.Collections.Immutable;
using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Comments;

namespace IncidentSync.Connectors.Defender;

/// <summary>
/// Reads Defender's comments in both spellings: <c>createdByDisplayName</c> and <c>createdDateTime</c> (Graph: alertComment resource type),
/// and <c>createdBy</c> and <c>createdTime</c>, as Microsoft's examples show them.
/// </summary>
internal static class DefenderComments
{
    public static ImmutableArray<Comment> Read(JsonElement list) => CommentNames.Of(list.Items().Select(json => new Comment(
        default,
        First(json.Text("createdByDisplayName"), json.Text("createdBy")),
        json.Stamp("createdDateTime") ?? json.Stamp("createdTime"),
        json.Text("comment"))));

    private static string First(string name, string other) => name.Length > 0 ? name : other.Length > 0 ? other : "somebody";
}
