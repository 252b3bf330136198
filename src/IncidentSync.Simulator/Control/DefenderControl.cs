using System.Text.Json;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Defender.Graph;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Control;

/// <summary>Acting in a Defender portal. Bodies have the members of Graph's PATCH.</summary>
internal static class DefenderControl
{
    private const string Root = "/defender/{tenant}";

    public static void Map(ControlMap map, World world)
    {
        map.Add("GET", $"{Root}/incidents", "Every incident as it is.", (string tenant) => Of(world, tenant, portal =>
            ControlJson.Answer(portal.Incidents().OrderBy(incident => int.TryParse(incident.Id, out var id) ? id : 0)
                .Select(incident => IncidentJson.Write(incident, allMembers: true)))));
        map.Add("GET", $"{Root}/incidents/{{id}}", "One incident as it is.", (string tenant, string id) => Of(world, tenant, portal =>
            portal.Find(id) is { } incident ? Show(incident) : ControlJson.NotFound($"Incident {id}")));
        map.Add("POST", $"{Root}/incidents", "Make an incident; optional members as in PATCH.", (HttpContext context, string tenant) =>
            Edit(world, tenant, context, IncidentPatch.Read,
                (portal, change, _) => Show(portal.Create(change), StatusCodes.Status201Created)));
        map.Add("PATCH", $"{Root}/incidents/{{id}}?by=", "Edit one as a person.", (HttpContext context, string tenant, string id) =>
            Edit(world, tenant, context, IncidentPatch.Read, (portal, change, by) =>
                portal.Find(id) is null ? ControlJson.NotFound($"Incident {id}") : Show(portal.Edit(id, by, change))));
        map.Add("POST", $"{Root}/incidents/{{id}}/comments?by=", "{comment}: comment as a person.",
            (HttpContext context, string tenant, string id) =>
                WithBody<CommentBody>(world, tenant, context, (portal, body, by) =>
                    portal.Find(id) is null ? ControlJson.NotFound($"Incident {id}") : Show(portal.Comment(id, by, body.Comment))));
        MapAlerts(map, world);
        map.Add("POST", $"{Root}/merge?by=", "{incidentIds}: merge them; Defender chooses the direction.",
            (HttpContext context, string tenant) =>
                WithBody<MergeBody>(world, tenant, context, (portal, body, by) => Show(portal.Merge(body.IncidentIds, by))));
        map.Add("PUT", $"{Root}/merge", "{migratesComments}: whether merges take the comments along, as in the public preview.",
            (HttpContext context, string tenant) => WithBody<MergeRuleBody>(world, tenant, context, (portal, body, _) =>
            {
                portal.MigratesComments = body.MigratesComments;
                return ControlJson.Answer(body);
            }));
    }

    private static void MapAlerts(ControlMap map, World world)
    {
        map.Add("POST", $"{Root}/incidents/{{id}}/alerts?visibleAfter=",
            "An alert joins the incident: any members as Graph spells them, evidence among them; Graph shows it after hh:mm:ss.",
            (HttpContext context, string tenant, string id, TimeSpan? visibleAfter) =>
                Edit<DefenderAlert>(world, tenant, context, AlertMembers.Read, (portal, change, _) => portal.Find(id) is null
                    ? ControlJson.NotFound($"Incident {id}")
                    : Show(portal.AddAlert(id, alert => change(alert) with
                    {
                        VisibleFrom = visibleAfter is { } delay ? world.Clock.GetUtcNow() + delay : null,
                    }), StatusCodes.Status201Created)));
        map.Add("PATCH", $"{Root}/alerts/{{id}}?by=", "Change any members of an alert as a person; its incident's stamp stays.",
            (HttpContext context, string tenant, string id) =>
                Edit<DefenderAlert>(world, tenant, context, AlertMembers.Read, (portal, change, by) => portal.FindAlert(id) is null
                    ? ControlJson.NotFound($"Alert {id}")
                    : Show(portal.EditAlert(id, by, change))));
        map.Add("POST", $"{Root}/alerts/{{id}}/touch", "The alert's lastUpdateDateTime moves, and nothing else.",
            (string tenant, string id) => Of(world, tenant, portal => portal.FindAlert(id) is null
                ? ControlJson.NotFound($"Alert {id}")
                : Show(portal.EditAlert(id, Actor.AlertCorrelation, alert => alert))));
    }

    private static IResult Show(DefenderAlert alert, int status = StatusCodes.Status200OK) =>
        ControlJson.Answer(AlertJson.Write(alert, allMembers: true), status);

    private static IResult Show(MergeResult result) => result switch
    {
        MergeResult.Merged merged => ControlJson.Answer(new { merged.TargetIncidentId }),
        MergeResult.Refused refused => ControlJson.Bad(refused.Reason),
        _ => throw new InvalidOperationException("A merge is done or refused."),
    };

    private static IResult Show(DefenderIncident incident, int status = StatusCodes.Status200OK) =>
        ControlJson.Answer(IncidentJson.Write(incident, allMembers: true), status);

    private static IResult Of(World world, string tenant, Func<DefenderPortal, IResult> act) =>
        world.FindTenant(tenant) is { } known ? act(world.Defender(known)) : ControlJson.NotFound($"Tenant {tenant}");

    private static async Task<IResult> WithBody<TBody>(
        World world, string tenant, HttpContext context, Func<DefenderPortal, TBody, Actor, IResult> act)
    {
        var (body, problem) = await ControlJson.ReadAsync<TBody>(context);
        return body is null
            ? ControlJson.Bad(problem!)
            : Of(world, tenant, portal => act(portal, body, ActingPerson.Of(context, portal.Tenant)));
    }

    private static Task<IResult> Edit<T>(World world, string tenant, HttpContext context,
        Func<JsonElement, (Func<T, T>? Change, string? Problem)> read, Func<DefenderPortal, Func<T, T>, Actor, IResult> act) =>
        WithBody<JsonElement>(world, tenant, context, (portal, body, by) =>
        {
            var (change, problem) = body.ValueKind == JsonValueKind.Object ? read(body) : (null, "The body is not a JSON object.");
            return change is null ? ControlJson.Bad(problem!) : act(portal, change, by);
        });

    private sealed record CommentBody(string Comment);

    private sealed record MergeBody(IReadOnlyList<string> IncidentIds);

    private sealed record MergeRuleBody(bool MigratesComments);
}
