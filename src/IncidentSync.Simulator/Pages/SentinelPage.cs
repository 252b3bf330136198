using System.Text.Json;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Pages;

/// <summary>What /portal/sentinel asks for and does. Edits have the members of an incident's properties, the owner as a user principal name
/// and the labels as texts.</summary>
internal sealed class SentinelPage
{
    private const string Missing = "The incident was deleted.";
    private readonly World _world;
    private readonly SentinelView _view;
    private readonly Feed<SentinelIncident> _feed;

    private SentinelPage(World world, EditHistory history)
    {
        (_world, _view) = (world, new SentinelView(history));
        _feed = new Feed<SentinelIncident>(incident => incident.Name, workspace => world.Sentinel(workspace).Incidents());
    }

    public static void Map(IEndpointRouteBuilder routes, World world, EditHistory history)
    {
        var page = new SentinelPage(world, history);
        routes.MapGet("", page.Scopes);
        routes.MapGet("{workspace}/incidents", page.List);
        routes.MapGet("{workspace}/incidents/{name}", page.Get);
        routes.MapPatch("{workspace}/incidents/{name}", page.EditAsync);
        routes.MapPost("{workspace}/incidents/{name}/comments", page.CommentAsync);
        routes.MapDelete("{workspace}/incidents/{name}", page.DeleteAsync);
    }

    private IResult Scopes() => PageJson.Ok(_world.Sentinels.Select(portal => new
    {
        portal.Workspace.Name,
        Tenant = portal.Tenant.Name,
        portal.Workspace.Native,
        Persons = PersonsHand.Of(portal.Tenant),
    }));

    private IResult List(HttpContext context, string workspace) => _world.FindSentinel(workspace) is { } portal
        ? _feed.Answer(context, portal.Workspace.Name, incident => _view.Row(portal, incident))
        : PageJson.NotFound($"Workspace {workspace}");

    private IResult Get(string workspace, string name) =>
        _world.FindSentinel(workspace) is { } portal ? Show(portal, name) : PageJson.NotFound($"Workspace {workspace}");

    private Task<IResult> EditAsync(HttpContext context, string workspace, string name) =>
        OnAsync(context, workspace, name, (portal, body, by) =>
        {
            if (portal.Find(name) is not { } incident)
            {
                return Missing;
            }

            if (PageJson.Blanks(body, "title"))
            {
                return "An incident needs a title.";
            }

            var (change, problem) = PersonPatch.Read(body, incident);
            if (change is not null)
            {
                portal.Edit(name, by, change);
            }

            return problem;
        });

    private Task<IResult> CommentAsync(HttpContext context, string workspace, string name) =>
        OnAsync(context, workspace, name, (portal, body, by) =>
        {
            if (PageJson.Text(body, "comment") is not { } comment)
            {
                return "A comment must not be empty.";
            }

            if (comment.Length > SentinelLimits.CommentLength)
            {
                return $"A comment has at most {SentinelLimits.CommentLength} characters.";
            }

            return portal.PutComment(name, Guid.NewGuid().ToString(), etag: null, by, comment) switch
            {
                PutResult.Refused refused => refused.Message,
                PutResult.Missing => Missing,
                _ => null,
            };
        });

    // Microsoft's page "Create your own incidents manually in Microsoft Sentinel" says what cannot be deleted.
    private Task<IResult> DeleteAsync(HttpContext context, string workspace, string name)
    {
        var portal = _world.FindSentinel(workspace);
        return PersonsHand.ActAsync(context, portal?.Tenant, (_, by) => portal!.Find(name) switch
        {
            null => PageJson.Bad(Missing),
            { ProviderIncidentUrl: not null } => PageJson.Bad("An incident that came from Defender cannot be deleted in Sentinel."),
            _ => PageJson.Ok(new { Deleted = portal.Delete(name, by) }),
        });
    }

    /// <param name="act">Answers the problem, or null when it was done.</param>
    private Task<IResult> OnAsync(
        HttpContext context, string workspace, string name, Func<SentinelPortal, JsonElement, Actor, string?> act)
    {
        var portal = _world.FindSentinel(workspace);
        return PersonsHand.ActAsync(context, portal?.Tenant, (body, by) =>
            act(portal!, body, by) is { } problem ? PageJson.Bad(problem) : Show(portal!, name));
    }

    private IResult Show(SentinelPortal portal, string name) =>
        portal.Find(name) is { } incident ? PageJson.Ok(_view.Pane(portal, incident)) : PageJson.NotFound("The incident");
}
