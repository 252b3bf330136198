using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

/// <summary>The default app also has a certificate, a federated credential, and a role on a third API.</summary>
public sealed class CredentialFixture : SimulatorFixture
{
    public const string Api = "0a110000-0000-4000-8000-000000000001";
    public const string Issuer = "https://oidc.fabrikam.com/cluster";
    public const string Subject = "system:serviceaccount:soc:incidentsync";

    internal RSA IssuerKey { get; } = RSA.Create(2048);

    internal X509Certificate2 Certificate { get; } = Make("CN=IncidentSync");

    internal X509Certificate2 Stranger { get; } = Make("CN=Stranger");

    internal override SimulatorOptions Shape(SimulatorOptions options)
    {
        var app = Contoso.App with
        {
            Certificates = [X509CertificateLoader.LoadCertificate(Certificate.RawData)],
            FederatedCredentials = [new FederatedCredential(Issuer, Subject, IssuerKey.ExportSubjectPublicKeyInfoPem())],
            ApiRoles = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(Api, ["IncidentSync.Operate"]),
        };
        return options with { Tenants = [Contoso.Tenant with { Apps = [app] }] };
    }

    private static X509Certificate2 Make(string subject)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }
}
