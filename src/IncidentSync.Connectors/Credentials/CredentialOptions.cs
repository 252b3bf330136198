namespace IncidentSync.Connectors.Credentials;

/// <summary>How the service proves to Entra who it is.</summary>
public enum CredentialKind
{
    /// <summary>The Azure default chain: environment, workload identity, managed identity, developer tools.</summary>
    Default,

    /// <summary>A client secret. It works, and is warned of once.</summary>
    ClientSecret,

    /// <summary>A certificate with its private key (PEM or PFX).</summary>
    ClientCertificate,

    /// <summary>A federated token file, as Kubernetes projects it.</summary>
    WorkloadIdentity,

    /// <summary>The managed identity of the machine.</summary>
    ManagedIdentity,
}

/// <summary>The <c>Credential</c> section. Which members are needed depends on <see cref="Kind"/>.</summary>
public sealed class CredentialOptions
{
    /// <summary>Which credential; the others' members are ignored.</summary>
    public CredentialKind Kind { get; set; } = CredentialKind.Default;

    /// <summary>ClientSecret: the secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>ClientCertificate: the file.</summary>
    public string CertificatePath { get; set; } = "";

    /// <summary>ClientCertificate: the file's password; empty for none.</summary>
    public string Password { get; set; } = "";

    /// <summary>WorkloadIdentity: the file that holds the federated token.</summary>
    public string TokenFilePath { get; set; } = "";

    /// <summary>ManagedIdentity: the client id of a user-assigned identity; empty for the system's.</summary>
    public string ClientId { get; set; } = "";
}
