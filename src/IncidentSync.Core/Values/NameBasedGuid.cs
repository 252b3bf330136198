using System.Security.Cryptography;
using System.Text;

namespace IncidentSync.Core.Values;

/// <summary>UUID version 5 (RFC 9562): the same names give the same id, on every replica and after every restart.</summary>
public static class NameBasedGuid
{
    private static readonly Guid Namespace = new("6f1f2b52-4c6a-5a0e-9a3c-1f1c5f0b7a11");

    /// <summary>The id of a path of names joined by slashes, lower case.</summary>
    /// <param name="names">The path. A slash inside a name is not escaped: names come from ids, which have none.</param>
    /// <returns>A UUID of version 5 in a namespace of our own.</returns>
    public static Guid Of(params ReadOnlySpan<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
        {
            text.Append(text.Length == 0 ? "" : "/").Append(name.ToLowerInvariant());
        }

        Span<byte> hash = stackalloc byte[20];
        SHA1.HashData([.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(text.ToString())], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
