using System.Text.Json;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Defender.Graph;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Pages;

/// <summary>What /portal/defender asks for and does. Edits have the members of Graph's PATCH.</summary>
internal sealed class DefenderPage
{
    private readonly World _world;
    private readonly DefenderView _view;
    private readonly Feed<DefenderIncident> _feed;

    private DefenderPage(World world, EditHistory history)
    {
        (_world, _view) = (world, new DefenderView(history));
        _feed = new Feed<DefenderIncident>(incident => incident.Id, tenant => world.Defender(tenant).Incidents());
    }

    public static void Map(IEndpointRouteBuilder routes, World world, EditHistory history)
    {
        var page = new DefenderPage(world, history);
        routes.MapGet("", page.Scopes);
        routes.MapGet("{tenant}/incidents", page.List);
        routes.MapGet("{tenant}/incidents/{id}", page.Get);
        routes.MapPatch("{tenant}/incidents/{id}", page.EditAsync);
        routes.MapPost("{tenant}/incidents/{id}/comments", page.CommentAsync);
        routes.MapPost("{tenant}/merge", page.MergeAsync);
    }

    private IResult Scopes() => PageJson.Ok(_world.Tenants.Select(tenant => new { tenant.Name, Persons = PersonsHand.Of(tenant) }));

    private IResult List(HttpContext context, string tenant) =>
        _world.FindTenant(tenant) is { } known ? _feed.Answer(context, known.Name, _view.Row) : PageJson.NotFound($"Tenant {tenant}");

    private IResult Get(string tenant, string id) =>
        _world.FindTenant(tenant) is { } known ? Show(_world.Defender(known), id) : PageJson.NotFound($"Tenant {tenant}");

    private Task<IResult> EditAsync(HttpContext context, string tenant, string id) => OnAsync(context, tenant, id, (portal, body, by) =>
    {
        if (PageJson.Blanks(body, "displayName"))
        {
            return "An incident needs a title.";
        }

        var (change, problem) = IncidentPatch.Read(body);
        if (change is not null)
        {
            portal.Edit(id, by, change);
        }

        return problem;
    });

    private Task<IResult> CommentAsync(HttpContext context, string tenant, string id) => OnAsync(context, tenant, id, (portal, body, by) =>
    {
        if (PageJson.Text(body, "comment") is not { } comment)
        {
            return "A comment must not be empty.";
        }

        portal.Comment(id, by, comment);
        return null;
    });

    private Task<IResult> MergeAsync(HttpContext context, string tenant) =>
        PersonsHand.ActAsync(context, _world.FindTenant(tenant), (body, by) =>
        {
            if (Ids(body) is not { } ids)
            {
                return PageJson.Bad("Say which incidents to merge.");
            }

            return _world.Defender(tenant).Merge(ids, by, PageJson.Text(body, "comment")) switch
            {
                MergeResult.Merged merged => PageJson.Ok(merged),
                MergeResult.Refused refused => PageJson.Bad(refused.Reason),
                _ => throw new InvalidOperationException("A merge is done or refused."),
            };
        });

    /// <param name="act">Answers the problem, or null when it was done.</param>
    private Task<IResult> OnAsync(
        HttpContext context, string tenant, string id, Func<DefenderPortal, JsonElement, Actor, string?> act) =>
        PersonsHand.ActAsync(context, _world.FindTenant(tenant), (body, by) =>
        {
            var portal = _world.Defender(tenant);
            if (portal.Find(id) is not { } incident)
            {
                return PageJson.NotFound($"Incident {id}");
            }

            if (incident.IsRedirected)
            {
                return PageJson.Bad($"Incident {id} was merged into incident {incident.RedirectIncidentId}; edit that one.");
            }

            return act(portal, body, by) is { } problem ? PageJson.Bad(problem) : Show(portal, id);
        });

    private IResult Show(DefenderPortal portal, string id) =>
        portal.Find(id) is { } incident ? PageJson.Ok(_view.Pane(portal, incident)) : PageJson.NotFound($"Incident {id}");

    private static List<string>? Ids(JsonElement body) =>
        body.TryGetProperty("incidentIds", out var given) && given.ValueKind == JsonValueKind.Array
        && given.EnumerateArray().All(id => id.ValueKind == JsonValueKind.String)
            ? given.EnumerateArray().Select(id => id.GetString()!).ToList()
            : null;
}
