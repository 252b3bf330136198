using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Credentials;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Connectors.Tests;

/// <summary>A simulator whose app may prove itself in every way, with the files that an operator would mount.</summary>
public sealed class CredentialPortals : SimulatedPortals
{
    public const string ReaderSecret = "reader-secret";

    private const string Password = "pass word";
    private const string Issuer = "https://cluster.contoso.com";
    private const string Subject = "system:serviceaccount:soc:incidentsync";

    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);

    private readonly string _directory =
        Directory.CreateDirectory(Path.Combine(TrustedAuthority.CertificateDirectory, Guid.NewGuid().ToString("N"))).FullName;
    private readonly RSA _clusterKey = RSA.Create(2048);
    private readonly X509Certificate2 _registered = NewCertificate();
    private readonly X509Certificate2 _unregistered = NewCertificate();

    internal static AppRegistration Reader { get; } = new(new Guid("5a7e0f3c-0000-4000-8000-0000000000b2"), "Reader")
    {
        Secrets = [ReaderSecret],
        SentinelRole = SentinelRole.Reader,
    };

    internal override SimulatorOptions Shape(SimulatorOptions options) => options with
    {
        Tenants = [Contoso.Tenant with
        {
            Apps = [Contoso.App with
            {
                Certificates = [X509CertificateLoader.LoadCertificate(_registered.RawData)],
                FederatedCredentials = [new FederatedCredential(Issuer, Subject, _clusterKey.ExportSubjectPublicKeyInfoPem())],
            }, Reader],
        }],
    };

    internal CredentialOptions Credential(string name) => name switch
    {
        "secret" => Secret(Contoso.Secret),
        "wrong secret" => Secret("wrong"),
        "pem" => Certificate(Pem(_registered, Key(_registered).ExportPkcs8PrivateKeyPem())),
        "pem with password" => Certificate(
            Pem(_registered, Key(_registered).ExportEncryptedPkcs8PrivateKeyPem(Password, Encryption)), Password),
        "pfx" => Certificate(_registered.Export(X509ContentType.Pkcs12)),
        "pfx with password" => Certificate(_registered.Export(X509ContentType.Pkcs12, Password), Password),
        "unregistered certificate" => Certificate(Pem(_unregistered, Key(_unregistered).ExportPkcs8PrivateKeyPem())),
        "workload identity" => Workload(Subject),
        "workload identity of another" => Workload("system:serviceaccount:other:other"),
        _ => throw new ArgumentException($"No credential {name}."),
    };

    private CredentialOptions Certificate(byte[] content, string password = "") =>
        new() { Kind = CredentialKind.ClientCertificate, CertificatePath = File(content), Password = password };

    private CredentialOptions Workload(string subject) =>
        new() { Kind = CredentialKind.WorkloadIdentity, TokenFilePath = File(Encoding.ASCII.GetBytes(ClusterToken(subject))) };

    private string ClusterToken(string subject)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = subject,
            ["aud"] = "api://AzureADTokenExchange",
            ["nbf"] = now - 10,
            ["exp"] = now + 600,
        };
        var signed = $"{Encode("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        var signature = _clusterKey.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Encode(signature)}";
    }

    private string File(byte[] content)
    {
        var path = Path.Combine(_directory, Guid.NewGuid().ToString("N"));
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    private static byte[] Pem(X509Certificate2 certificate, string key) =>
        Encoding.ASCII.GetBytes($"{certificate.ExportCertificatePem()}\n{key}\n");

    private static RSA Key(X509Certificate2 certificate) => certificate.GetRSAPrivateKey()!;

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=incidentsync", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }
}
