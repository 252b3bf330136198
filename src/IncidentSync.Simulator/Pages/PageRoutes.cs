using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Pages;

/// <summary>The portal pages: two queues in which persons work, and a workspace's tables, served beside the token issuer.</summary>
internal static class PageRoutes
{
    public static void MapPages(this IEndpointRouteBuilder routes, World world)
    {
        var files = new PageFiles();
        routes.MapGet("/", () => Results.Redirect("/portal"));
        var portal = routes.MapGroup("/portal").AddEndpointFilter<PageHeaders>();
        portal.MapGet("", () => files.Answer("index.html"));
        portal.MapGet("defender", () => files.Answer("defender.html"));
        portal.MapGet("sentinel", () => files.Answer("sentinel.html"));
        portal.MapGet("tables", () => files.Answer("tables.html"));
        portal.MapGet("files/{name}", files.Answer);
        var history = new EditHistory(world.Edits);
        DefenderPage.Map(portal.MapGroup("api/defender"), world, history);
        SentinelPage.Map(portal.MapGroup("api/sentinel"), world, history);
        TablesPage.Map(portal.MapGroup("api/tables"), world);
    }
}
