using System.Text.Json;
using IncidentSync.Simulator.Native;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Sentinel.Arm;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Control;

/// <summary>Acting in a Sentinel workspace. Bodies have the members of an incident's properties, the owner as a user principal name and the
/// labels as texts.</summary>
internal static class SentinelControl
{
    private const string Root = "/sentinel/{workspace}";

    public static void Map(ControlMap map, World world)
    {
        map.Add("GET", $"{Root}/incidents", "Every incident as it is.", (string workspace) => Of(world, workspace, portal =>
            ControlJson.Answer(portal.Incidents().OrderBy(incident => incident.Number)
                .Select(incident => IncidentJson.Write(portal, incident)))));
        map.Add("GET", $"{Root}/incidents/{{name}}", "One incident as it is.",
            (string workspace, string name) => On(world, workspace, name, Show));
        map.Add("POST", $"{Root}/incidents?by=&name=", "Make an incident; every member is optional.",
            (HttpContext context, string workspace, string? name) =>
                WithBody<JsonElement>(world, workspace, context, (portal, body, by) => Create(portal, body, by, name)));
        map.Add("PATCH", $"{Root}/incidents/{{name}}?by=", "Edit one as a person.", (HttpContext context, string workspace, string name) =>
            WithBody<JsonElement>(world, workspace, context, (portal, body, by) => Edit(portal, name, body, by)));
        map.Add("POST", $"{Root}/incidents/{{name}}/comments?by=", "{comment}: comment as a person.",
            (HttpContext context, string workspace, string name) =>
                WithBody<CommentBody>(world, workspace, context, (portal, body, by) => portal.Find(name) is null
                    ? ControlJson.NotFound($"Incident {name}")
                    : Show(portal, portal.Comment(name, by, body.Comment))));
        map.Add("DELETE", $"{Root}/incidents/{{name}}?by=", "Delete one as a person.",
            (HttpContext context, string workspace, string name) => On(world, workspace, name, (portal, _) =>
            {
                portal.Delete(name, ActingPerson.Of(context, portal.Tenant));
                return Results.NoContent();
            }));
        map.Add("PUT", $"{Root}/native",
            "{lastModifiedTimeUtc: ofDefender or ofArrival}: whose stamp an incident of Microsoft's own sync appears with.",
            (HttpContext context, string workspace) => WithNative<NativeBody>(world, workspace, context, (native, body) =>
            {
                native.LastModifiedTimeUtc = body.LastModifiedTimeUtc;
                return ControlJson.Answer(body);
            }));
        map.Add("POST", $"{Root}/native/lose",
            "{incidentId}: Microsoft's own sync does not carry the next change of that Defender incident.",
            (HttpContext context, string workspace) => WithNative<LossBody>(world, workspace, context, (native, body) =>
            {
                native.LoseNext(body.IncidentId);
                return Results.NoContent();
            }));
    }

    private static Task<IResult> WithNative<TBody>(
        World world, string workspace, HttpContext context, Func<NativeSync, TBody, IResult> act) =>
        WithBody<TBody>(world, workspace, context, (portal, body, _) =>
            world.Natives.FirstOrDefault(native => native.Sentinel == portal) is { } native
                ? act(native, body)
                : ControlJson.Bad($"Microsoft's own sync does not serve {workspace}."));

    private static IResult Create(SentinelPortal portal, JsonElement body, Actor by, string? name)
    {
        if (name is not null && portal.Find(name) is not null)
        {
            return ControlJson.Bad($"Incident {name} exists.");
        }

        var (change, problem) = Read(body, new SentinelIncident("new", 0));
        return change is null ? ControlJson.Bad(problem!) : Show(portal, portal.Create(change, by, name), StatusCodes.Status201Created);
    }

    private static IResult Edit(SentinelPortal portal, string name, JsonElement body, Actor by)
    {
        if (portal.Find(name) is not { } incident)
        {
            return ControlJson.NotFound($"Incident {name}");
        }

        var (change, problem) = Read(body, incident);
        return change is null ? ControlJson.Bad(problem!) : Show(portal, portal.Edit(name, by, change));
    }

    private static (Func<SentinelIncident, SentinelIncident>? Change, string? Problem) Read(JsonElement body, SentinelIncident current) =>
        body.ValueKind == JsonValueKind.Object ? PersonPatch.Read(body, current) : (null, "The body is not a JSON object.");

    private static IResult Show(SentinelPortal portal, SentinelIncident incident) => Show(portal, incident, StatusCodes.Status200OK);

    private static IResult Show(SentinelPortal portal, SentinelIncident incident, int status) =>
        ControlJson.Answer(IncidentJson.Write(portal, incident), status);

    private static IResult Of(World world, string workspace, Func<SentinelPortal, IResult> act) =>
        world.FindSentinel(workspace) is { } portal ? act(portal) : ControlJson.NotFound($"Workspace {workspace}");

    private static IResult On(World world, string workspace, string name, Func<SentinelPortal, SentinelIncident, IResult> act) =>
        Of(world, workspace, portal => portal.Find(name) is { } incident
            ? act(portal, incident)
            : ControlJson.NotFound($"Incident {name}"));

    private static async Task<IResult> WithBody<TBody>(
        World world, string workspace, HttpContext context, Func<SentinelPortal, TBody, Actor, IResult> act)
    {
        var (body, problem) = await ControlJson.ReadAsync<TBody>(context);
        return body is null
            ? ControlJson.Bad(problem!)
            : Of(world, workspace, portal => act(portal, body, ActingPerson.Of(context, portal.Tenant)));
    }

    private sealed record CommentBody(string Comment);

    private sealed record LossBody(string IncidentId);

    private sealed record NativeBody(NativeLastModified LastModifiedTimeUtc);
}
