using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace IncidentSync.Service.Configuration;

/// <summary>
/// Encrypts a marker key that is kept in the database, so that whoever can only read it cannot sign. Reads <c>Marker:Protection</c>.
/// </summary>
/// <remarks>
/// <code>
/// | the file holds                                                    | then                                 |
/// |-------------------------------------------------------------------|--------------------------------------|
/// | 32 bytes in base64                                                | AES-256-GCM, bound to the row's name |
/// | a certificate with its private RSA key: PEM, PFX without password | RSA-OAEP over SHA-256                |
/// | a certificate with another kind of key, or without one            | refused                              |
/// | anything else                                                     | refused                              |
/// </code>
/// </remarks>
internal sealed class MarkerProtection : IDisposable
{
    private const int KeyBytes = 32;
    private const string ByKey = "aes-gcm:";
    private const string ByCertificate = "rsa-oaep:";
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    private readonly AesGcm? _key;
    private readonly RSA? _certificate;

    private MarkerProtection(AesGcm? key, RSA? certificate) => (_key, _certificate) = (key, certificate);

    /// <summary>Whether a row's value is encrypted; in clear it is plain base64.</summary>
    public static bool IsSealed(string value) => value.Contains(':', StringComparison.Ordinal);

    /// <summary>What the file holds, or what is wrong with it.</summary>
    public static (MarkerProtection? Protection, string? Problem) Read(string path)
    {
        try
        {
            return Of(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"names a file that cannot be read: {e.Message.TrimEnd('.')}");
        }
        catch (CryptographicException)
        {
            return (
                null, "names a file with neither 32 bytes in base64 nor a certificate and its private key (PEM, or PFX without password)");
        }
    }

    /// <summary>The key as its row is to hold it.</summary>
    public string Seal(string name, byte[] key)
    {
        if (_certificate is not null)
        {
            return ByCertificate + Convert.ToBase64String(_certificate.Encrypt(key, RSAEncryptionPadding.OaepSHA256));
        }

        var box = new byte[NonceBytes + TagBytes + key.Length];
        var (nonce, tag, cipher) = Split(box);
        RandomNumberGenerator.Fill(nonce.Span);
        _key!.Encrypt(nonce.Span, key, cipher.Span, tag.Span, Encoding.UTF8.GetBytes(name));
        return ByKey + Convert.ToBase64String(box);
    }

    /// <summary>The key that a row holds; null when it was not encrypted with this.</summary>
    public byte[]? Open(string name, string value)
    {
        try
        {
            var box = Convert.FromBase64String(value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            if (value.StartsWith(ByCertificate, StringComparison.Ordinal))
            {
                return _certificate?.Decrypt(box, RSAEncryptionPadding.OaepSHA256);
            }

            if (_key is null || !value.StartsWith(ByKey, StringComparison.Ordinal) || box.Length != NonceBytes + TagBytes + KeyBytes)
            {
                return null;
            }

            var key = new byte[KeyBytes];
            var (nonce, tag, cipher) = Split(box);
            _key.Decrypt(nonce.Span, cipher.Span, tag.Span, key, Encoding.UTF8.GetBytes(name));
            return key;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _key?.Dispose();
        _certificate?.Dispose();
    }

    private static (MarkerProtection? Protection, string? Problem) Of(byte[] content)
    {
        var text = Encoding.UTF8.GetString(content).Trim();
        var bytes = new byte[KeyBytes];
        if (Convert.TryFromBase64String(text, bytes, out var length))
        {
            return length == KeyBytes
                ? (new MarkerProtection(new AesGcm(bytes, TagBytes), null), null)
                : (null, $"names a file with {length} bytes in base64; {KeyBytes} are needed (openssl rand -base64 {KeyBytes})");
        }

        using var certificate = text.Contains("-----BEGIN", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromPem(text, text)
            : X509CertificateLoader.LoadPkcs12(content, null);
        return certificate.GetRSAPrivateKey() is { } rsa
            ? (new MarkerProtection(null, rsa), null)
            : (null, certificate.HasPrivateKey
                ? "names a certificate whose key is not RSA, and only RSA encrypts"
                : "names a certificate without its private key");
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Split(byte[] box) =>
        (box.AsMemory(0, NonceBytes), box.AsMemory(NonceBytes, TagBytes), box.AsMemory(NonceBytes + TagBytes));
}
