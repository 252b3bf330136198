using System.Security.Cryptography;
using System.Text;

namespace IncidentSync.Service.State.LocalServer;

/// <summary>Where the server's socket goes: inside the private directory, or a short path when that one cannot carry a socket.</summary>
internal static class SocketDirectory
{
    private const string SocketName = "/.s.PGSQL.5432";

    // sun_path is 108 bytes on Linux and 104 on macOS, one of them for the closing zero: unix(7).
    private static readonly int LongestPath = OperatingSystem.IsMacOS() ? 103 : 107;

    public static string For(DataLayout layout)
    {
        // The same data must lead to the same directory, so that two starts cannot miss each other.
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(layout.Root)))[..16];
        string[] candidates =
        [
            Path.Combine(layout.Root, "socket"),
            Path.Combine(Path.GetTempPath(), "incidentsync-" + hash),
            "/tmp/incidentsync-" + hash,
        ];
        return candidates.First(IsUsable);
    }

    /// <summary>The file by which PostgreSQL keeps a second server off the socket; it names a process, as postmaster.pid does.</summary>
    public static string LockIn(string directory) => directory + SocketName + ".lock";

    public static bool IsInside(DataLayout layout, string directory) => directory.StartsWith(layout.Root + '/', StringComparison.Ordinal);

    // Beyond its length the path must be plain: a comma separates directories in PostgreSQL's setting and hosts in Npgsql's.
    private static bool IsUsable(string directory) =>
        directory.Length + SocketName.Length <= LongestPath && directory.All(c => char.IsAsciiLetterOrDigit(c) || "/._-".Contains(c));
}
