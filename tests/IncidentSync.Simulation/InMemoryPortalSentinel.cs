using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors;
using IncidentSync.Connectors.Http;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Testing;

namespace IncidentSync.Simulation;

/// <summary>
/// Sentinel: a PUT replaces the whole document and is compared with the etag when it carries one; lists go on after the last row, oldest
/// change first; a comment has a name of its writer's choice and moves the etag.
/// </summary>
internal sealed class InMemoryPortalSentinel(TimeProvider time, Random random) : InMemoryPortal(Portal.Sentinel, time)
{
    /// <summary>An incident has room for so many comments (Microsoft Sentinel service limits).</summary>
    public const int MostComments = 100;

    /// <summary>A version that is never stale: a PUT without an etag.</summary>
    public const string AnyVersion = "*";

    private static readonly Failure.Denied Newer =
        HttpFailure.Denied(409, "Conflict", "Newer version of resource exists. Data was not saved");

    private static readonly string[] Required = ["title", "severity", "status"];

    private static readonly string[] ServicesOwn =
        ["createdTimeUtc", "incidentNumber", "incidentUrl", "additionalData", "providerName", "providerIncidentId"];

    private readonly Dictionary<IncidentId, List<Comment>> _comments = [];
    private readonly TimeProvider _time = time;
    private int _lastNumber;

    /// <summary>Rows a page.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>Somebody deletes an incident.</summary>
    public void Delete(IncidentId id)
    {
        History.Add(id, _time.GetUtcNow(), null, _time.GetUtcNow());
        _comments.Remove(id);
    }

    /// <summary>The same, with its comments.</summary>
    public void Restore(JsonObject document, JsonArray comments) => CommentsOf(Restore(document).Id)
        .AddRange(comments.Select(comment => SentinelComments.ReadOne(JsonSerializer.SerializeToElement(comment))!));

    /// <summary>Somebody deletes a comment.</summary>
    public void DeleteComment(IncidentId id, string name)
    {
        CommentsOf(id).RemoveAll(comment => comment.Id.Value == name);
        SaveComments(id, _time.GetUtcNow());
    }

    protected override IReadOnlyList<Comment> CommentsOf(Snapshot incident) => [.. CommentsOf(incident.Id)];

    protected override JsonObject NewDocument(IncidentId id, DateTimeOffset now) => new()
    {
        ["name"] = id.Value,
        ["properties"] = new JsonObject
        {
            ["title"] = "Suspicious sign-in",
            ["severity"] = "Medium",
            ["status"] = "New",
            ["owner"] = new JsonObject(),
            ["labels"] = new JsonArray(),
            ["createdTimeUtc"] = Stamp.Of(now).ToString(),
            ["incidentNumber"] = ++_lastNumber,
            ["incidentUrl"] = $"https://portal.azure.com/#asset/{id}",
            ["additionalData"] = new JsonObject(),
            ["providerName"] = "Azure Sentinel",
        },
    };

    protected override FeedOutcome Page(FeedRequest request, IEnumerable<Snapshot> incidents, DateTimeOffset now)
    {
        var after = request.Continuation?.Value.Split('|') is [var ticks, var name] ? (long.Parse(ticks, null), name) : (0, "");
        var rows = incidents.Where(row => row.Stamp >= request.Since && (request.Until is not { } until || row.Stamp <= until)
                && IsIn(request.Scope, row) && Place(row).CompareTo(after) > 0)
            .OrderBy(Place).Take(PageSize + 1).ToList();
        if (rows.Count <= PageSize)
        {
            return new FeedOutcome.Page(new FeedPage(rows, [], null, now));
        }

        rows.RemoveAt(PageSize);
        var next = new FeedContinuation($"{rows[^1].Stamp.Ticks}|{rows[^1].Id}");
        return new FeedOutcome.Page(new FeedPage(rows, [], next, now) { Left = new FeedRange(rows[^1].Stamp, request.Until) });
    }

    protected override WriteOutcome Apply(IncidentWrite write, DateTimeOffset now)
    {
        if (write.Expected is { } expected && History.Latest(write.Id) is { } current
            && expected.Version is var version && version != AnyVersion && current.Version != version)
        {
            return new WriteOutcome.Stale(Newer, IsSaid: true);
        }

        var document = Written(write);
        return Problem(document["properties"]!) is { } problem
            ? new WriteOutcome.Failed(HttpFailure.Refused(400, "BadRequest", problem))
            : new WriteOutcome.Applied(Save(write.Id, document, now));
    }

    protected override CommentOutcome Append(CommentPost post, string author, DateTimeOffset now)
    {
        if (History.Latest(post.IncidentId) is null)
        {
            return new CommentOutcome.NotFound();
        }

        var comments = CommentsOf(post.IncidentId);
        var known = comments.FindIndex(other => other.Id.Value == post.Name);
        var at = known >= 0 ? comments[known].At!.Value : Stamp.Of(now);
        var comment = ReadComment(post, author, at) with { Version = NewEtag() };
        if (known >= 0)
        {
            if (post.Version.Length > 0 && post.Version != comments[known].Version)
            {
                return new CommentOutcome.Stale(Newer, IsSaid: true);
            }

            comments[known] = comment;
        }
        else if (comments.Count < MostComments)
        {
            comments.Add(comment);
        }
        else
        {
            return new CommentOutcome.Failed(HttpFailure.Refused(400, "BadRequest", "Incident can have up to 100 comments."));
        }

        SaveComments(post.IncidentId, now);
        return new CommentOutcome.Posted(comment);
    }

    private void SaveComments(IncidentId id, DateTimeOffset now)
    {
        var document = Document(History.Latest(id)!);
        document["properties"]!["additionalData"]!["commentsCount"] = CommentsOf(id).Count;
        Save(id, document, now);
    }

    private static Comment ReadComment(CommentPost post, string author, Stamp at) =>
        SentinelComments.ReadOne(JsonSerializer.SerializeToElement(new JsonObject
        {
            ["name"] = post.Name,
            ["properties"] = new JsonObject
            {
                ["message"] = post.Text,
                ["createdTimeUtc"] = at.ToString(),
                ["author"] = new JsonObject { ["userPrincipalName"] = author },
            },
        }))!;

    // What the PUT leaves out is gone, what the service owns is not the PUT's to say.
    protected override JsonObject Written(IncidentWrite write)
    {
        var document = SentinelWriting.Put(write);
        document["name"] = write.Id.Value;
        var held = History.Latest(write.Id) is { } current ? Document(current) : NewDocument(write.Id, _time.GetUtcNow());
        foreach (var member in ServicesOwn)
        {
            document["properties"]![member] = held["properties"]![member]?.DeepClone();
        }

        return document;
    }

    protected override void Sign(JsonObject document, DateTimeOffset now)
    {
        document["etag"] = NewEtag();
        document["properties"]!["lastModifiedTimeUtc"] = Stamp.Of(now).ToString();
    }

    protected override Snapshot Read(JsonElement document) => SentinelReading.Read(document, Sample.Identity).Snapshot!;

    private List<Comment> CommentsOf(IncidentId id) => _comments.TryGetValue(id, out var comments) ? comments : _comments[id] = [];

    private string NewEtag() => $"\"{random.NextInt64():x16}\"";

    private static (long Ticks, string Name) Place(Snapshot row) => (row.Stamp.Ticks, row.Id.Value);

    private static string? Problem(JsonNode properties) => properties switch
    {
        _ when Required.Any(member => properties[member] is null) => "A required property was not found.",
        _ when properties["description"]?.GetValue<string>().Length > DescriptionField.SentinelLimit => "The description is too long.",
        _ when properties["classification"]?.GetValue<string>() is { } said and not "Undetermined"
            && properties["classificationReason"] is null => $"classification '{said}' must have classificationReason.",
        _ => null,
    };
}
