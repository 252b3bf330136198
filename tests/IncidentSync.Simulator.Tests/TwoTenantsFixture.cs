using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

/// <summary>Contoso and Fabrikam, each with a workspace; Fabrikam's app may only read.</summary>
public sealed class TwoTenantsFixture : SimulatorFixture
{
    internal static AppRegistration Reader { get; } = new(new Guid("5a7e0f3c-0000-4000-8000-0000000000b1"), "Reader")
    {
        Secrets = ["fabrikam-simulated-secret"],
        GraphRoles = ["SecurityIncident.Read.All"],
        SentinelRole = SentinelRole.Reader,
    };

    internal static Tenant Fabrikam { get; } = new("fabrikam", new Guid("fab00000-0000-4000-8000-000000000002")) { Apps = [Reader] };

    internal static Workspace Workspace { get; } =
        new("fabrikam", new Guid("5ab50000-0000-4000-8000-000000000002"), "fabrikam-soc", "fabrikam-sentinel")
    {
        Native = true,
    };

    internal async Task<PortalClient> SignInReader(Uri endpoint, string scope)
    {
        var form = PortalClient.SecretForm(scope, "fabrikam-simulated-secret", Reader.ClientId.ToString());
        using var response = await Http.PostAsync(PortalClient.TokenEndpoint(Host, "fabrikam.com"), form);
        return new PortalClient(Http, endpoint, (await PortalAnswer.ReadAsync(response)).Find("access_token")!);
    }

    internal override SimulatorOptions Shape(SimulatorOptions options) =>
        options with { Tenants = [Contoso.Tenant, Fabrikam], Workspaces = [Contoso.Workspace, Workspace] };
}
