namespace IncidentSync.Demo.Staging;

/// <summary>One file with the authorities the system trusts and the simulator's: what SSL_CERT_FILE names is all that is trusted.</summary>
internal static class TrustBundle
{
    // Where Debian, Fedora and Alpine keep theirs.
    private static readonly string[] SystemBundles =
        ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];

    public static void Write(string path, string authority)
    {
        var system = SystemBundles.Prepend(Environment.GetEnvironmentVariable("SSL_CERT_FILE")).FirstOrDefault(File.Exists);
        File.WriteAllText(path, $"{(system is null ? "" : File.ReadAllText(system))}\n{File.ReadAllText(authority)}");
    }
}
