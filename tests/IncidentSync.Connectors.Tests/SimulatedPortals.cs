using IncidentSync.Connectors.Credentials;
using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Connectors.Tests;

/// <summary>A started simulator with nothing metered, and the product's two portals signed in to it.</summary>
public class SimulatedPortals : IAsyncLifetime
{
    /// <summary>Longer than any machine needs for an honest call.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private SimulatorHost? _host;

    internal SimulatorHost Host => _host!;

    internal World World => Host.World;

    internal DefenderPortal Defender { get; private set; } = null!;

    internal SentinelPortal Sentinel { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory, BudgetsLifted = true };
        _host = await SimulatorHost.StartAsync(Shape(options));
        Defender = new DefenderPortal(DefenderOptions(), Patience);
        Sentinel = new SentinelPortal(SentinelOptions(), Settings.Identity, Patience);
    }

    public async ValueTask DisposeAsync()
    {
        Defender.Dispose();
        Sentinel.Dispose();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal virtual SimulatorOptions Shape(SimulatorOptions options) => options;

    internal DefenderOptions DefenderOptions(CredentialOptions? credential = null) => new()
    {
        TenantId = Contoso.Tenant.Id.ToString(),
        ClientId = Contoso.App.ClientId.ToString(),
        Credential = credential ?? Secret(Contoso.Secret),
        AuthorityHost = Host.Authority.AbsoluteUri,
        GraphEndpoint = Host.GraphEndpoint.AbsoluteUri,
    };

    internal SentinelOptions SentinelOptions(CredentialOptions? credential = null) => new()
    {
        TenantId = Contoso.Tenant.Id.ToString(),
        ClientId = Contoso.App.ClientId.ToString(),
        Credential = credential ?? Secret(Contoso.Secret),
        SubscriptionId = Contoso.Workspace.SubscriptionId.ToString(),
        ResourceGroup = Contoso.Workspace.ResourceGroup,
        Workspace = Contoso.Workspace.Name,
        AuthorityHost = Host.Authority.AbsoluteUri,
        ArmEndpoint = Host.ArmEndpoint.AbsoluteUri,
    };

    internal static CredentialOptions Secret(string secret) => new() { Kind = CredentialKind.ClientSecret, ClientSecret = secret };
}
