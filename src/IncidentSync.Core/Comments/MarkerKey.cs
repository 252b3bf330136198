using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Comments;

/// <summary>
/// Signs the last line of a comment we write, <c>[incidentsync version.key.origin.mac]</c>, so that we recognize it when the portal's
/// answer or the database was lost. The signature covers the link, the origin and the text: quoted elsewhere or under another text it does
/// not verify.
/// </summary>
/// <param name="keyId">Names the key in the marker: 1 to 8 letters and digits (setting <c>Marker:KeyId</c>).</param>
/// <param name="key">The secret, 32 bytes (setting <c>Marker:Key</c>).</param>
public sealed partial class MarkerKey(string keyId, byte[] key)
{
    private const string Version = "1";
    private const int OriginLength = 12;
    private const int MacLength = 16;
    private const int KeyLength = 32;

    /// <summary>A key for tests and for rules that never sign.</summary>
    public static readonly MarkerKey None = new("0", new byte[KeyLength]);

    /// <summary>
    /// The key of one connection, under the same name: HKDF (RFC 5869) over SHA-256. Whoever learns it can sign for that connection alone.
    /// </summary>
    /// <param name="connection">What the connection is, whatever its name.</param>
    /// <returns>The same key on every replica, and after the database was lost.</returns>
    public MarkerKey Of(LinkIdentity connection) => new(keyId, HKDF.DeriveKey(
        HashAlgorithmName.SHA256, key, KeyLength, info: Encoding.UTF8.GetBytes($"incidentsync marker {connection.Path}")));

    /// <summary>The name of a source comment in a marker.</summary>
    /// <param name="home">The portal the source stands on.</param>
    /// <param name="id">Its name there, with the part's number.</param>
    /// <returns>12 characters of base64url, which give nothing of the source away.</returns>
    public static string Origin(Portal home, CommentId id) => Short(SHA256.HashData(Encoding.UTF8.GetBytes($"{home}/{id}")), OriginLength);

    /// <summary>The text with its marker as the last line.</summary>
    /// <param name="link">The link the comment belongs to.</param>
    /// <param name="origin">What <see cref="Origin"/> said of its source.</param>
    /// <param name="text">What the comment says.</param>
    /// <returns>What is posted.</returns>
    public string Sign(LinkId link, string origin, string text) =>
        $"{text}\n[incidentsync {Version}.{keyId}.{origin}.{Mac(link, origin, text)}]";

    /// <summary>The origin that a text of this link was signed with; null when it has no marker, or one that does not verify.</summary>
    /// <param name="link">The link on which the comment was found.</param>
    /// <param name="text">The comment as the portal shows it.</param>
    /// <returns>The origin, or null.</returns>
    public string? Verify(LinkId link, string text) =>
        Marker().Match(text) is { Success: true } match && match.Groups["key"].Value == keyId && match.Groups["version"].Value == Version
            && CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(Mac(link, match.Groups["origin"].Value, text[..match.Index])),
                Encoding.ASCII.GetBytes(match.Groups["mac"].Value))
            ? match.Groups["origin"].Value
            : null;

    /// <summary>The text without its marker line, ours or another deployment's.</summary>
    /// <param name="text">A comment as the portal shows it.</param>
    /// <returns>The text itself when its end is no marker.</returns>
    public static string Strip(string text) => Marker().Match(text) is { Success: true } match ? text[..match.Index].TrimEnd() : text;

    private string Mac(LinkId link, string origin, string text) =>
        Short(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{link}\n{origin}\n{CommentText.Canonical(text)}")), MacLength);

    private static string Short(byte[] hash, int length) => Convert.ToBase64String(hash).Replace('+', '-').Replace('/', '_')[..length];

    [GeneratedRegex(
        @"\[incidentsync (?<version>[0-9]{1,3})\.(?<key>[A-Za-z0-9]{1,8})\.(?<origin>[A-Za-z0-9_-]{12})\.(?<mac>[A-Za-z0-9_-]{16})\]\s*\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Marker();
}
