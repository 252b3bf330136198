using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Pages;

/// <summary>What /portal/tables asks for: the custom tables of a workspace, or what a SIEM was given, and the newest rows of one.</summary>
internal static class TablesPage
{
    private const int RowsShown = 200;

    // No workspace has a blank in its name.
    private const string Siem = "A SIEM";

    public static void Map(IEndpointRouteBuilder routes, World world)
    {
        routes.MapGet("", () => PageJson.Ok(Places(world).Where(place => place.Name != Siem || place.Tables.Count > 0)));
        routes.MapGet("{workspace}/{table}", (string workspace, string table) =>
            workspace == Siem ? PageJson.Ok(Newest(world.Siem.Rows(table)))
            : world.FindLogs(workspace) is { } logs ? PageJson.Ok(Newest(logs.Rows(table)))
            : PageJson.NotFound($"Workspace {workspace}"));
    }

    private static IEnumerable<Place> Places(World world) =>
        world.Logs.Select(logs => new Place(logs.Workspace.Name, logs.Tables())).Append(new Place(Siem, world.Siem.Tables()));

    private static IEnumerable<LogRow> Newest(IReadOnlyList<LogRow> rows) => rows.Reverse().Take(RowsShown);

    private sealed record Place(string Name, IReadOnlyList<TableCounts> Tables);
}
