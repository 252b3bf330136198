namespace IncidentSync.Simulator.Control;

/// <summary>The simulator's own API.</summary>
internal static class ControlRoutes
{
    public static void MapControl(this IEndpointRouteBuilder routes, World world) =>
        routes.MapGet("/control", () => Results.Json(new { tenants = world.Tenants.Select(tenant => tenant.Name) }));
}
