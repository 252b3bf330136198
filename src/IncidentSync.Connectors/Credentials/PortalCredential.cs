using Azure.Core;
using Azure.Identity;

namespace IncidentSync.Connectors.Credentials;

/// <summary>Makes the Azure.Identity credential that a portal's options ask for.</summary>
internal static class PortalCredential
{
    public static TokenCredential Create(
        string tenantId, string clientId, CredentialOptions options, string authorityHost, TimeSpan callTimeout)
    {
        return options.Kind switch
        {
            CredentialKind.ClientSecret => new ClientSecretCredential(
                tenantId, clientId, options.ClientSecret,
                Bound(new ClientSecretCredentialOptions { DisableInstanceDiscovery = authorityHost.Length > 0 })),
            CredentialKind.ClientCertificate => new ClientCertificateCredential(
                tenantId,
                clientId,
                Certificate.Load(options.CertificatePath, options.Password),
                Bound(new ClientCertificateCredentialOptions { DisableInstanceDiscovery = authorityHost.Length > 0 })),
            CredentialKind.WorkloadIdentity => new WorkloadIdentityCredential(Bound(new WorkloadIdentityCredentialOptions
            {
                TenantId = tenantId,
                ClientId = clientId,
                TokenFilePath = options.TokenFilePath,
                DisableInstanceDiscovery = authorityHost.Length > 0,
            })),
            CredentialKind.ManagedIdentity => new ManagedIdentityCredential(
                options.ClientId.Length == 0
                    ? ManagedIdentityId.SystemAssigned
                    : ManagedIdentityId.FromUserAssignedClientId(options.ClientId)),
            _ => new DefaultAzureCredential(Bound(new DefaultAzureCredentialOptions
            {
                TenantId = tenantId,
                DisableInstanceDiscovery = authorityHost.Length > 0,
            })),
        };

        // No retries here either: the loop that needed the token tries again by itself.
        TOptions Bound<TOptions>(TOptions credential)
            where TOptions : TokenCredentialOptions
        {
            if (authorityHost.Length > 0)
            {
                credential.AuthorityHost = new Uri(authorityHost);
            }

            credential.Retry.MaxRetries = 0;
            credential.Retry.NetworkTimeout = callTimeout;
            return credential;
        }
    }
}
