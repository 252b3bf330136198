using IncidentSync.Connectors.Credentials;

namespace IncidentSync.Connectors.Defender;

/// <summary>The <c>Defender</c> section of a connection: one tenant's incidents, over Microsoft Graph.</summary>
public sealed class DefenderOptions
{
    /// <summary>Global, UsGov or UsGovDod.</summary>
    public string Cloud { get; set; } = "Global";

    /// <summary>The Entra tenant whose incidents these are.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The app registration with SecurityIncident.ReadWrite.All.</summary>
    public string ClientId { get; set; } = "";

    /// <inheritdoc cref="CredentialOptions"/>
    public CredentialOptions Credential { get; set; } = new();

    /// <summary>Overrides the cloud's login endpoint and turns instance discovery off.</summary>
    public string AuthorityHost { get; set; } = "";

    /// <summary>Overrides the cloud's Graph endpoint; ends in /v1.0.</summary>
    public string GraphEndpoint { get; set; } = "";

    /// <summary>How often changes are asked for.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often while nothing changes.</summary>
    public TimeSpan IdlePollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How late a change may become visible in the list after its stamp.</summary>
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(5);
}
