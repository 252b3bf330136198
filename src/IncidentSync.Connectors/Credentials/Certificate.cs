using System.Security.Cryptography.X509Certificates;

namespace IncidentSync.Connectors.Credentials;

/// <summary>Reads a certificate with its private key from PEM or PFX, whichever the file holds.</summary>
internal static class Certificate
{
    public static X509Certificate2 Load(string path, string password)
    {
        var text = File.ReadAllText(path);
        return text.Contains("-----BEGIN", StringComparison.Ordinal)
            ? password.Length == 0
                ? X509Certificate2.CreateFromPem(text, text)
                : X509Certificate2.CreateFromEncryptedPem(text, text, password)
            : X509CertificateLoader.LoadPkcs12FromFile(path, password);
    }
}
