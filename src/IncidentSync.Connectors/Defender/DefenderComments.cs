using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Connectors.Defender;

/// <summary>
/// Reads Defender's comments. They have no id, cannot be edited and cannot be deleted, so author, stamp and text name one, with its ordinal
/// among equals.
/// </summary>
internal static class DefenderComments
{
    public static IReadOnlyList<Comment> Read(JsonElement list, Stamp fallback)
    {
        var seen = new Dictionary<string, int>();
        return
        [
            .. list.Items()
                .Select(json =>
                    (Author: json.Text("createdByDisplayName"), At: json.Stamp("createdDateTime") ?? fallback, Text: json.Text("comment")))
                .OrderBy(comment => comment.At)
                .Select(comment =>
                    new Comment(IdOf(comment.Author, comment.At, comment.Text, seen), comment.Author, comment.At, comment.Text)),
        ];
    }

    private static CommentId IdOf(string author, Stamp at, string text, Dictionary<string, int> seen)
    {
        var digest = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{author}\n{at.Ticks}\n{text}"))))[..32];
        seen[digest] = seen.GetValueOrDefault(digest) + 1;
        return new CommentId(string.Create(CultureInfo.InvariantCulture, $"{digest}.{seen[digest]}"));
    }
}
