using Azure.Core;
using IncidentSync.Connectors.Credentials;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>The <c>Sentinel</c> section of a connection: one workspace's incidents, over Azure Resource Manager.</summary>
public sealed class SentinelOptions
{
    /// <summary>Global, UsGov or UsGovDod.</summary>
    public string Cloud { get; set; } = "Global";

    /// <summary>The Entra tenant that issues the token.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The app registration with Microsoft Sentinel Responder on the resource group.</summary>
    public string ClientId { get; set; } = "";

    /// <inheritdoc cref="CredentialOptions"/>
    public CredentialOptions Credential { get; set; } = new();

    /// <summary>The subscription of the workspace.</summary>
    public string SubscriptionId { get; set; } = "";

    /// <summary>The resource group of the workspace.</summary>
    public string ResourceGroup { get; set; } = "";

    /// <summary>The Log Analytics workspace's name.</summary>
    public string Workspace { get; set; } = "";

    /// <summary>Overrides the cloud's login endpoint and turns instance discovery off.</summary>
    public string AuthorityHost { get; set; } = "";

    /// <summary>Overrides the cloud's ARM endpoint.</summary>
    public string ArmEndpoint { get; set; } = "";

    /// <summary>The version of Microsoft.SecurityInsights.</summary>
    public string ApiVersion { get; set; } = "2025-09-01";

    /// <summary>How often changes are asked for.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often while nothing changes.</summary>
    public TimeSpan IdlePollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How late a change may become visible in the list after its stamp.</summary>
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The credential of this section, with the login endpoint of its cloud.</summary>
    internal TokenCredential CreateCredential(TimeSpan callTimeout)
    {
        var cloud = Connectors.Cloud.Named(Cloud) ?? throw new InvalidOperationException($"There is no cloud '{Cloud}'.");
        var authority = AuthorityHost.Length > 0 ? AuthorityHost : cloud == Connectors.Cloud.Global ? "" : cloud.AuthorityHost;
        return PortalCredential.Create(TenantId, ClientId, Credential, authority, callTimeout);
    }
}
