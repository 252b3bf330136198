using System.Runtime.InteropServices;
using IncidentSync.Simulator.Hosting;

namespace IncidentSync.Testing.Portals;

/// <summary>
/// One certificate authority for every simulator of this test run, trusted as an operator trusts a private one: through SSL_CERT_FILE. The
/// product has no other way, and validation is never turned off.
/// </summary>
internal static class TrustedAuthority
{
    private const string Variable = "SSL_CERT_FILE";
    private const string SystemBundle = "/etc/ssl/certs/ca-certificates.crt";

    private static int _isTrusted;

    /// <summary>A simulator whose <c>CertificateDirectory</c> this is, is trusted.</summary>
    public static string CertificateDirectory { get; } = Directory.CreateTempSubdirectory("incidentsync-tests-").FullName;

    /// <summary>The system's authorities and ours.</summary>
    public static string Bundle { get; } = Path.Combine(CertificateDirectory, "bundle.pem");

    /// <summary>A test program calls this as it loads: .NET reads the system's trust once, at the first TLS handshake. One program's tests
    /// may use what stands in another's, so it may be called again.</summary>
    public static void Trust()
    {
        if (Interlocked.Exchange(ref _isTrusted, 1) == 1)
        {
            return;
        }

        CertificateStore.OpenAsync(CertificateDirectory, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult().Dispose();
        var system = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : SystemBundle;
        var authorities = File.Exists(system) ? File.ReadAllText(system) + "\n" : "";
        File.WriteAllText(Bundle, authorities + File.ReadAllText(CertificateStore.AuthorityPath(CertificateDirectory)));

        // OpenSSL asks the C library, which does not see what .NET sets; a process that a test starts gets what .NET has set.
        _ = SetInProcess(Variable, Bundle, overwrite: 1);
        Environment.SetEnvironmentVariable(Variable, Bundle);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(CertificateDirectory, recursive: true);
    }

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetInProcess(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
