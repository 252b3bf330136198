using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>Files that may stand in <c>Marker:Protection</c>, each made when it is asked for.</summary>
internal sealed class ProtectionFiles : IDisposable
{
    public const string Key = "key";
    public const string OtherKey = "other key";
    public const string ShortKey = "short key";
    public const string Pem = "pem";
    public const string Pfx = "pfx";
    public const string PemOfEllipticCurve = "elliptic curve";
    public const string PemWithoutKey = "without key";
    public const string PfxWithPassword = "password";
    public const string Words = "words";
    public const string Nothing = "nothing";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string _directory = Directory.CreateTempSubdirectory("incidentsync-protection-").FullName;

    public string this[string kind]
    {
        get
        {
            var path = Path.Combine(_directory, kind);
            if (!File.Exists(path))
            {
                File.WriteAllBytes(path, Content(kind));
            }

            return path;
        }
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static byte[] Content(string kind)
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=contoso", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(Start, Start.AddYears(10));
        using var elliptic = new CertificateRequest("CN=contoso", curve, HashAlgorithmName.SHA256)
            .CreateSelfSigned(Start, Start.AddYears(10));
        return kind switch
        {
            Key or OtherKey => Text(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n"),
            ShortKey => Text(Convert.ToBase64String(new byte[16])),
            Pem => Text($"{certificate.ExportCertificatePem()}\n{rsa.ExportPkcs8PrivateKeyPem()}\n"),
            Pfx => certificate.Export(X509ContentType.Pfx),
            PemOfEllipticCurve => Text($"{elliptic.ExportCertificatePem()}\n{curve.ExportPkcs8PrivateKeyPem()}\n"),
            PemWithoutKey => Text(certificate.ExportCertificatePem()),
            PfxWithPassword => certificate.Export(X509ContentType.Pfx, "a password"),
            Words => Text("not a key"),
            _ => [],
        };

        static byte[] Text(string text) => System.Text.Encoding.ASCII.GetBytes(text);
    }
}
