using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IncidentSync.Service.Siem.Clients;

/// <summary>Secrets and tokens: 32 random bytes that mean nothing. What is kept of one is its SHA-256, which leads back to nobody.</summary>
internal static class OpaqueText
{
    private const int Bytes = 32;

    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
