using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Pages;

/// <summary>What /portal/tables asks for: the custom tables of a workspace, and the newest rows of one.</summary>
internal static class TablesPage
{
    private const int RowsShown = 200;

    public static void Map(IEndpointRouteBuilder routes, World world)
    {
        routes.MapGet("", () => PageJson.Ok(world.Logs.Select(logs => new { logs.Workspace.Name, Tables = logs.Tables() })));
        routes.MapGet("{workspace}/{table}", (string workspace, string table) => world.FindLogs(workspace) is { } logs
            ? PageJson.Ok(Newest(logs, table))
            : PageJson.NotFound($"Workspace {workspace}"));
    }

    private static IEnumerable<LogRow> Newest(WorkspaceLogs logs, string table) => logs.Rows(table).Reverse().Take(RowsShown);
}
