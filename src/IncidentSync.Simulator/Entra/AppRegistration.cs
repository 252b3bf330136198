using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace IncidentSync.Simulator.Entra;

/// <summary>An application of a tenant: what proves it, and what it may do.</summary>
internal sealed record AppRegistration(Guid ClientId, string DisplayName)
{
    private static readonly ImmutableArray<string> AllSecurityRoles = ["SecurityIncident.ReadWrite.All", "SecurityAlert.ReadWrite.All"];

    public Guid ServicePrincipalId { get; init; } = DeriveServicePrincipal(ClientId);

    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>Public halves are enough.</summary>
    public ImmutableArray<X509Certificate2> Certificates { get; init; } = [];

    public ImmutableArray<FederatedCredential> FederatedCredentials { get; init; } = [];

    /// <summary>Application permissions on Microsoft Graph.</summary>
    public ImmutableArray<string> GraphRoles { get; init; } = AllSecurityRoles;

    /// <summary>The built-in Azure role on every workspace of the tenant.</summary>
    public SentinelRole SentinelRole { get; init; } = SentinelRole.Contributor;

    /// <summary>App roles on other APIs, by the API's application id.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> ApiRoles { get; init; } =
        ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);

    private static Guid DeriveServicePrincipal(Guid clientId)
    {
        var bytes = clientId.ToByteArray();
        bytes[^1] ^= 0xFF;
        return new Guid(bytes);
    }
}
