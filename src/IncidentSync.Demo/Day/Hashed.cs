using System.Security.Cryptography;
using System.Text;

namespace IncidentSync.Demo.Day;

/// <summary>Ids that a name always has: the same machine, person or file is the same in every alert.</summary>
internal static class Hashed
{
    public static Guid Id(string name) => new(Digest(name).AsSpan(0, 16));

    /// <summary>As long as a SHA-1.</summary>
    public static string Short(string name) => Convert.ToHexStringLower(Digest(name).AsSpan(0, 20));

    /// <summary>As long as a SHA-256.</summary>
    public static string Long(string name) => Convert.ToHexStringLower(Digest(name));

    private static byte[] Digest(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(name));
}
