using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Worlds;

/// <summary>A second customer, whose workspace is served by Microsoft's own sync. The app is the same in both directories, as a provider's
/// is.</summary>
internal static class Fabrikam
{
    public static Tenant Tenant { get; } = new("fabrikam", new Guid("fab21ca0-0000-4000-8000-000000000001"))
    {
        Apps = [Contoso.App],
        FirstIncidentId = 5001,
        Persons =
        [
            new Person(new Guid("d0120000-0000-4000-8000-000000000001"), "dora@fabrikam.com", "Dora Dietz"),
            new Person(new Guid("e2130000-0000-4000-8000-000000000002"), "emil@fabrikam.com", "Emil Engel"),
        ],
    };

    public static Workspace Workspace { get; } =
        new(Tenant.Name, new Guid("5ab50000-0000-4000-8000-000000000002"), "fabrikam-soc", "fabrikam-sentinel") { Native = true };
}
