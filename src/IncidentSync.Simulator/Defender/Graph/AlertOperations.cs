using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>GET and PATCH of /security/alerts_v2.</summary>
internal sealed class AlertOperations(World world, IPortalApi api)
{
    private const int LargestPage = 1000;

    /// <summary>elastic/integrations#20234, PR#20348; not certain for this list.</summary>
    private const int Deepest = 6000;

    private const string EntityContext = "https://graph.microsoft.com/v1.0/$metadata#security/alerts_v2/$entity";

    private readonly GraphPage<DefenderAlert> _page = new(api, "security/alerts_v2", LargestPage, GraphProperties.OfAlert,
        AlertJson.Write(new DefenderAlert("", "", Guid.Empty), allMembers: true)) { ClampsTop = true, Deepest = Deepest };

    public Answer List(ApiCall call)
    {
        var ordered = world.Defender(call.Caller.Tenant).Alerts(call.AsOf).Where(IsVisible)
            .OrderByDescending(alert => alert.LastUpdateDateTime).ThenByDescending(alert => alert.Id, StringComparer.Ordinal);
        var all = GraphRoutes.WantsAllMembers(call);
        return _page.Answer(call, ordered, alert => AlertJson.Write(alert, all));
    }

    public Answer Get(ApiCall call) =>
        world.Defender(call.Caller.Tenant).FindAlert(call.Segment("alert"), call.AsOf) is { } alert && IsVisible(alert)
            ? Entity(call, alert)
            : NotFound(call);

    public Answer Patch(ApiCall call)
    {
        var portal = world.Defender(call.Caller.Tenant);
        var id = call.Segment("alert");
        if (portal.FindAlert(id) is null)
        {
            return NotFound(call);
        }

        if (call.BodyObject() is not { } body)
        {
            return Bad(call, "The request body is not a JSON object.");
        }

        var (change, problem) = AlertPatch.Read(body);
        if (change is null)
        {
            return Bad(call, problem!);
        }

        var after = portal.EditAlert(id, call.Caller.Actor, change);
        return Entity(call, call.AnswersPrevious ? portal.FindPreviousAlert(id)! : after);
    }

    private bool IsVisible(DefenderAlert alert) => alert.IsVisible(world.Clock.GetUtcNow());

    private static Answer Entity(ApiCall call, DefenderAlert alert)
    {
        JsonObject json = AlertJson.Write(alert, GraphRoutes.WantsAllMembers(call));
        json.Insert(0, "@odata.context", EntityContext);
        return Answer.Ok(json);
    }

    private Answer Bad(ApiCall call, string message) => api.Error(call, StatusCodes.Status400BadRequest, "BadRequest", message);

    private Answer NotFound(ApiCall call) =>
        api.Error(call, StatusCodes.Status404NotFound, "ResourceNotFound", $"Alert '{call.Segment("alert")}' was not found.");
}
