namespace IncidentSync.Simulator.Entra;

/// <summary>What an app trusts for workload identity. The issuer's key is registered here instead of being fetched from its
/// metadata.</summary>
internal sealed record FederatedCredential(string Issuer, string Subject, string PublicKeyPem)
{
    public string Audience { get; init; } = "api://AzureADTokenExchange";
}
