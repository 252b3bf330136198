using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IncidentSync.Simulator.Hosting;

/// <summary>The simulator's own certificate authority and server certificate, kept in a directory and made anew when they are missing or
/// about to expire. The authority's private key is thrown away.</summary>
internal static class CertificateStore
{
    private const string AuthorityFile = "ca.pem";
    private const string ServerFile = "server.pfx";
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    public static string AuthorityPath(string directory) => Path.Combine(directory, AuthorityFile);

    public static string ServerPath(string directory) => Path.Combine(directory, ServerFile);

    public static async Task<X509Certificate2> OpenAsync(string directory, TimeProvider real, CancellationToken cancel)
    {
        Directory.CreateDirectory(directory);
        await using var held = await LockAsync(directory, real, cancel);
        return Read(directory, real.GetUtcNow()) ?? Make(directory, real.GetUtcNow());
    }

    private static X509Certificate2? Read(string directory, DateTimeOffset now)
    {
        try
        {
            var server = X509CertificateLoader.LoadPkcs12FromFile(ServerPath(directory), null);
            using var authority = X509CertificateLoader.LoadCertificateFromFile(AuthorityPath(directory));
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            if (server.HasPrivateKey && server.NotAfter.ToUniversalTime() > now.UtcDateTime.AddDays(1) && chain.Build(server))
            {
                return server;
            }

            server.Dispose();
        }
        catch (Exception exception) when (exception is IOException or CryptographicException)
        {
            // Missing or damaged: made anew.
        }

        return null;
    }

    private static X509Certificate2 Make(string directory, DateTimeOffset now)
    {
        var (from, to) = (now.AddDays(-1), now.AddYears(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=IncidentSync Simulator CA", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        authorityRequest.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        authorityRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authorityRequest.PublicKey, false));
        using var authority = authorityRequest.CreateSelfSigned(from, to);

        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = ServerRequest(serverKey, authority).Create(authority, from, to, RandomNumberGenerator.GetBytes(16));
        using var server = signed.CopyWithPrivateKey(serverKey);
        var exported = server.Export(X509ContentType.Pkcs12);
        Write(ServerPath(directory), exported);
        Write(AuthorityPath(directory), System.Text.Encoding.ASCII.GetBytes(authority.ExportCertificatePem() + "\n"));
        return X509CertificateLoader.LoadPkcs12(exported, null);
    }

    private static CertificateRequest ServerRequest(ECDsa key, X509Certificate2 authority)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        return request;
    }

    private static void Write(string path, byte[] content)
    {
        var beside = $"{path}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(beside, options))
        {
            file.Write(content);
        }

        File.Move(beside, path, overwrite: true);
    }

    // Several simulators may share the directory, and the two files must belong together.
    private static async Task<FileStream> LockAsync(string directory, TimeProvider real, CancellationToken cancel)
    {
        var path = Path.Combine(directory, ".lock");
        var started = real.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (real.GetElapsedTime(started) < LockPatience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), real, cancel);
            }
        }
    }
}
