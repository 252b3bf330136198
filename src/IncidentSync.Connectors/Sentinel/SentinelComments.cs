using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>Reads Sentinel's comments.</summary>
internal static class SentinelComments
{
    public static CommentsOutcome Read(Answer.Ok answer, FeedContinuation? current, Uri asked)
    {
        var body = answer.Body;
        var (next, problem) = NextLink.Of(body, current, asked);
        if (body.Member("value").ValueKind != JsonValueKind.Array || problem is not null)
        {
            return new CommentsOutcome.Failed(new Failure.RetryLater(null, problem ?? "the answer is not a list"));
        }

        var rows = body.Member("value").Items().Select(ReadOne).ToList();
        return new CommentsOutcome.Page([.. rows.OfType<Comment>()], next)
        {
            Bytes = answer.Bytes, Unreadable = rows.Count(row => row is null),
        };
    }

    /// <summary>The comment, or null when it has no name or is ambiguous.</summary>
    public static Comment? ReadOne(JsonElement json)
    {
        var properties = json.Member("properties");
        return json.IsSound() && PortalIds.Resource(json.Text("name")) is { } name && properties.Stamp("createdTimeUtc") is { } at
            ? new Comment(new CommentId(name), AuthorOf(properties.Member("author")), at, properties.Text("message"))
            {
                Version = json.Text("etag"),
                EditedAt = properties.Stamp("lastModifiedTimeUtc") is { } edited && edited > at ? edited : null,
                Readable = ReadableHtml.Of(properties.Text("message")),
            }
            : null;
    }

    private static string AuthorOf(JsonElement author) =>
        new[] { author.Text("userPrincipalName"), author.Text("email"), author.Text("name") }
            .FirstOrDefault(name => name.Length > 0) ?? "somebody";
}
