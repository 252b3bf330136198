using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>GET, PATCH, comments and merging of /security/incidents.</summary>
internal sealed class IncidentOperations(World world, IPortalApi api)
{
    private const int LargestPage = 50;
    private const string Collection = "security/incidents";

    private static readonly JsonObject Whole = IncidentJson.Write(new DefenderIncident("", Guid.Empty), allMembers: true);
    private readonly GraphPage<DefenderIncident> _page = new(api, Collection, LargestPage, GraphProperties.OfIncident, Whole);

    public Answer List(ApiCall call)
    {
        var portal = world.Defender(call.Caller.Tenant);
        var alerts = GraphSelection.Of(call).ExpandsAlerts ? Visible(portal, call).ToLookup(alert => alert.IncidentId) : null;
        var ordered = portal.Incidents(call.AsOf)
            .OrderByDescending(incident => incident.LastUpdateDateTime).ThenByDescending(incident => incident.Id.Length)
            .ThenByDescending(incident => incident.Id, StringComparer.Ordinal);
        return _page.Answer(call, ordered, incident => Write(call, incident, alerts?[incident.Id]));
    }

    public Answer Get(ApiCall call)
    {
        var portal = world.Defender(call.Caller.Tenant);
        var id = call.Segment("incident");
        if (portal.Find(id, call.AsOf) is not { } incident)
        {
            return NotFound(call);
        }

        var selection = GraphSelection.Of(call);
        if (selection.Problem(Whole) is { } problem)
        {
            return Bad(call, problem);
        }

        var alerts = selection.ExpandsAlerts ? Visible(portal, call).Where(alert => alert.IncidentId == id) : null;
        return Entity(Write(call, incident, alerts), selection);
    }

    public Answer Patch(ApiCall call)
    {
        var portal = world.Defender(call.Caller.Tenant);
        var id = call.Segment("incident");
        if (portal.Find(id) is not { } incident)
        {
            return NotFound(call);
        }

        if (call.BodyObject() is not { } body)
        {
            return Bad(call, "The request body is not a JSON object.");
        }

        var (change, problem) = IncidentPatch.Read(body);
        if (change is null)
        {
            return Bad(call, problem!);
        }

        if (incident.IsRedirected)
        {
            return Redirected(call, incident);
        }

        var after = portal.Edit(id, call.Caller.Actor, change);
        return Entity(Write(call, call.AnswersPrevious ? portal.FindPrevious(id)! : after, null), GraphSelection.Of(call));
    }

    public Answer AddComment(ApiCall call)
    {
        var portal = world.Defender(call.Caller.Tenant);
        var id = call.Segment("incident");
        if (portal.Find(id) is not { } incident)
        {
            return NotFound(call);
        }

        if (incident.IsRedirected)
        {
            return Redirected(call, incident);
        }

        if (call.BodyObject() is not { } body || !body.TryGetProperty("comment", out var text)
            || text.ValueKind != JsonValueKind.String || string.IsNullOrEmpty(text.GetString()))
        {
            return Bad(call, "A comment must not be empty.");
        }

        var after = portal.Comment(id, call.Caller.Actor, text.GetString()!);
        if (call.AnswersPrevious)
        {
            return Comments(id, portal.FindPrevious(id)!.Comments);
        }

        // A recorded answer of June 2024: only this one's author is bare, and no stamp is trimmed.
        var written = after.Comments[^1];
        return Comments(id, after.Comments.Replace(written, written with { CreatedByDisplayName = call.Caller.Actor.Name }), trims: false);
    }

    public Answer ListComments(ApiCall call)
    {
        var id = call.Segment("incident");
        return world.Defender(call.Caller.Tenant).Find(id, call.AsOf) is { } incident ? Comments(id, incident.Comments) : NotFound(call);
    }

    public Answer Merge(ApiCall call)
    {
        if (call.BodyObject() is not { } body || !body.TryGetProperty("incidentIds", out var ids) || ids.ValueKind != JsonValueKind.Array
            || ids.EnumerateArray().Any(id => id.ValueKind != JsonValueKind.String))
        {
            return Bad(call, "incidentIds must be an array of strings.");
        }

        var comment = body.TryGetProperty("incidentComment", out var given) && given.ValueKind == JsonValueKind.String
            ? given.GetString()
            : null;
        var sought = ids.EnumerateArray().Select(id => id.GetString()!).ToList();
        return world.Defender(call.Caller.Tenant).Merge(sought, comment: comment) switch
        {
            MergeResult.Merged merged => Answer.Ok(new JsonObject
            {
                ["@odata.context"] = "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.mergeResponse",
                ["targetIncidentId"] = merged.TargetIncidentId,
            }),
            MergeResult.Refused refused => Bad(call, refused.Reason),
            _ => throw new InvalidOperationException("A merge is done or refused."),
        };
    }

    private IEnumerable<DefenderAlert> Visible(DefenderPortal portal, ApiCall call) =>
        portal.Alerts(call.AsOf).Where(alert => alert.IsVisible(world.Clock.GetUtcNow()));

    private static JsonObject Write(ApiCall call, DefenderIncident incident, IEnumerable<DefenderAlert>? alerts)
    {
        var all = GraphRoutes.WantsAllMembers(call);
        var json = IncidentJson.Write(incident, all);
        if (alerts is not null)
        {
            json["alerts"] = new JsonArray(alerts.Select(alert => (JsonNode)AlertJson.Write(alert, all)).ToArray());
        }

        return json;
    }

    private static Answer Entity(JsonObject incident, GraphSelection selection)
    {
        var shown = selection.Of(incident);
        shown.Insert(0, "@odata.context", $"{selection.Context(Collection)}/$entity");
        return Answer.Ok(shown);
    }

    private static Answer Comments(string id, ImmutableList<DefenderComment> comments, bool trims = true) => Answer.Ok(new JsonObject
    {
        ["@odata.context"] = $"https://graph.microsoft.com/v1.0/$metadata#{Collection}('{id}')/comments",
        ["value"] = IncidentJson.Comments(comments, trims),
    });

    private Answer Bad(ApiCall call, string message) => api.Error(call, StatusCodes.Status400BadRequest, "BadRequest", message);

    // How Graph refuses this is not recorded anywhere; public clients write to the end of the chain instead.
    private Answer Redirected(ApiCall call, DefenderIncident incident) =>
        Bad(call, $"The incident was redirected to incident {incident.RedirectIncidentId}.");

    private Answer NotFound(ApiCall call) =>
        api.Error(call, StatusCodes.Status404NotFound, "ResourceNotFound", $"Incident '{call.Segment("incident")}' was not found.");
}
