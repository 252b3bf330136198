using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IncidentSync.Connectors.Credentials;

/// <summary>Reads a certificate with its private key from PEM or PFX, whichever the file holds.</summary>
public static class Certificate
{
    /// <summary>Whether <see cref="Load"/> would succeed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Its password; empty for none.</param>
    /// <returns>False for a file that this user cannot read, that has neither form or no key, or whose password is wrong.</returns>
    public static bool CanLoad(string path, string password)
    {
        try
        {
            using var certificate = Load(path, password);
            return certificate.HasPrivateKey;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }

    internal static X509Certificate2 Load(string path, string password)
    {
        var text = File.ReadAllText(path);
        return text.Contains("-----BEGIN", StringComparison.Ordinal)
            ? password.Length == 0
                ? X509Certificate2.CreateFromPem(text, text)
                : X509Certificate2.CreateFromEncryptedPem(text, text, password)
            : X509CertificateLoader.LoadPkcs12FromFile(path, password);
    }
}
