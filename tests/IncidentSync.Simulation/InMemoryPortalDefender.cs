using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors;
using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>
/// Defender: an unconditional PATCH of what is named, pages of 50 newest first by position, stamps on a grid of 1/300 s, comments without
/// names.
/// </summary>
internal sealed class InMemoryPortalDefender(TimeProvider time) : InMemoryPortal(Portal.Defender, time)
{
    /// <summary>Who is at work when it is not the engine: lastModifiedBy names them.</summary>
    public Func<string> Editor { get; set; } = () => "User-alice@contoso.com";

    /// <summary>Defender merged an incident into another.</summary>
    public Snapshot Redirect(IncidentId id, IncidentId into) => Edit(id, document =>
    {
        document["status"] = "redirected";
        document["redirectIncidentId"] = into.Value;
        document["classification"] = "unknown";
        document["determination"] = "unknown";
    });

    protected override IReadOnlyList<Comment> CommentsOf(Snapshot incident) => incident.Comments;

    protected override JsonObject NewDocument(IncidentId id, DateTimeOffset now) => new()
    {
        ["id"] = id.Value,
        ["status"] = "active",
        ["severity"] = "medium",
        ["classification"] = "unknown",
        ["determination"] = "unknown",
        ["displayName"] = "Suspicious activity on one endpoint",
        ["incidentWebUrl"] = $"https://security.microsoft.com/incident2/{id}/overview",
        ["createdDateTime"] = Grid(now).ToString(),
        ["comments"] = new JsonArray(),
    };

    protected override FeedOutcome Page(FeedRequest request, IEnumerable<Snapshot> incidents, DateTimeOffset now)
    {
        var window = DefenderWindow.From(request.Continuation);
        var until = window?.Until ?? request.Until;
        var rows = incidents.Where(row => row.Stamp >= request.Since && (until is null || row.Stamp <= until) && IsIn(request.Scope, row))
            .OrderByDescending(row => row.Stamp).ThenByDescending(row => row.Id.Value, StringComparer.Ordinal)
            .Skip(window?.Skip ?? 0).Take(DefenderWindow.PageSize).ToList();
        if (window is not null && (rows.Count == 0 || !window.Continues(Element(rows[0]))))
        {
            return new FeedOutcome.Drifted();
        }

        var next = rows.Count < DefenderWindow.PageSize
            ? null
            : DefenderWindow.After(window, window?.Until ?? rows.Max(row => row.Stamp), [.. rows.Select(Element)]).ToContinuation();
        return new FeedOutcome.Page(new FeedPage(rows, [], next, now)
        {
            Left = next is null ? null : DefenderWindow.Left(request.Since, [.. rows.Select(row => row.Stamp)]),
        });
    }

    protected override WriteOutcome Apply(IncidentWrite write, DateTimeOffset now) => History.Latest(write.Id) switch
    {
        null => new WriteOutcome.NotFound(),
        { RedirectedTo: not null } => new WriteOutcome.Failed(HttpFailure.Refused(400, "BadRequest", "The incident was redirected.")),
        _ => new WriteOutcome.Applied(Save(write.Id, Written(write), now)),
    };

    protected override CommentOutcome Append(CommentPost post, string author, DateTimeOffset now)
    {
        if (History.Latest(post.IncidentId) is not { } incident)
        {
            return new CommentOutcome.NotFound();
        }

        var document = Document(incident);
        document["comments"]!.AsArray().Add(new JsonObject
        {
            ["comment"] = post.Text,
            ["createdByDisplayName"] = author,
            ["createdDateTime"] = Grid(now).ToString(),
        });
        return new CommentOutcome.Posted(Save(post.IncidentId, document, now).Comments.Last(comment => comment.Text == post.Text));
    }

    protected override JsonObject Written(IncidentWrite write)
    {
        var document = Document(History.Latest(write.Id)!);
        foreach (var (name, value) in DefenderWriting.Patch(write))
        {
            document[name] = value?.DeepClone();
        }

        if (document["resolvingComment"]?.GetValue<string>() is { Length: > VerdictField.DefenderCommentLimit } comment)
        {
            document["resolvingComment"] = comment[..VerdictField.DefenderCommentLimit];
        }

        return document;
    }

    protected override void Sign(JsonObject document, DateTimeOffset now)
    {
        document["lastUpdateDateTime"] = Grid(now).ToString();
        document["lastModifiedBy"] = IsEngine ? "API-App:IncidentSync" : Editor();
    }

    protected override Snapshot Read(JsonElement document) => DefenderReading.Read(document).Snapshot!;

    private static Stamp Grid(DateTimeOffset now) => Stamp.Of(IncidentSync.Simulator.Api.Stamp.OnDefenderGrid(now));

    private static JsonElement Element(Snapshot row) => JsonSerializer.Deserialize<JsonElement>(row.Raw);
}
