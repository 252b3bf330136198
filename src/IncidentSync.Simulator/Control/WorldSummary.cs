using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Control;

/// <summary>What GET /control/world shows; secrets are left out.</summary>
internal static class WorldSummary
{
    public static object Of(World world) => new
    {
        world.Seed,
        Clock = ClockReading.Of(world.Clock),
        BudgetsLifted = world.Budgets.Lifted,
        Tenants = world.Defenders.Select(portal => new
        {
            portal.Tenant.Name,
            portal.Tenant.Id,
            Apps = portal.Tenant.Apps.Select(app => new { app.ClientId, app.DisplayName }),
            Persons = portal.Tenant.Persons.Select(person => person.UserPrincipalName),
            Incidents = portal.Incidents().Count,
            Alerts = portal.Alerts().Count,
        }),
        Workspaces = world.Sentinels.Select(portal => new
        {
            portal.Workspace.Name,
            portal.Workspace.ResourceId,
            Tenant = portal.Tenant.Name,
            portal.Workspace.Native,
            Incidents = portal.Incidents().Count,
        }),
        Edits = world.Edits.Last,
        Calls = world.Calls.Total(),
    };
}
