using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IncidentSync.Service.Configuration;

/// <summary>Where the process listens, and with which certificates.</summary>
internal static class Listeners
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    private const string Variable = "ASPNETCORE_URLS";

    private const string Certificates = "Kestrel:Certificates:Default";

    /// <summary>Kestrel's own endpoints when there are any, else what ASPNETCORE_URLS says, else loopback.</summary>
    public static IReadOnlyList<(string Setting, string Address)> Of(IConfiguration configuration)
    {
        var endpoints = Endpoints(configuration).Select(endpoint => ($"{endpoint.Path}:Url", endpoint["Url"] ?? "")).ToList();
        var all = endpoints.Count > 0 ? endpoints : [.. Urls(configuration).Select(url => (Variable, url))];
        return [.. all.Where(listener => IsAddress(listener.Item2))];
    }

    /// <summary>What is wrong with them; the server itself would end with an exception.</summary>
    public static IEnumerable<string> Wrong(IConfiguration configuration)
    {
        foreach (var endpoint in Endpoints(configuration).Where(endpoint => !IsAddress(endpoint["Url"] ?? "")))
        {
            yield return $"{endpoint.Path}:Url must be an http or https address.";
        }

        foreach (var url in Urls(configuration).Where(url => !IsAddress(url)))
        {
            yield return $"{Variable} must name http or https addresses; '{url}' is none.";
        }

        if (Of(configuration).Any(listener => IsHttps(listener.Address)) && !HasCertificate(configuration.GetSection(Certificates))
            && !Endpoints(configuration).Any(endpoint => HasCertificate(endpoint.GetSection("Certificate"))))
        {
            yield return $"{Certificates}:Path is missing: an https address is to be listened on; give it a certificate (PEM with KeyPath, "
                + "or PFX with Password).";
        }

        var named = Endpoints(configuration).Select(endpoint => endpoint.GetSection("Certificate"))
            .Prepend(configuration.GetSection(Certificates));
        foreach (var certificate in named.Where(certificate => certificate["Path"] is { Length: > 0 } && !CanLoad(certificate)))
        {
            yield return $"{certificate.Path}:Path cannot be read as a certificate with its private key (PEM with KeyPath, or PFX with "
                + "Password).";
        }
    }

    private static IEnumerable<IConfigurationSection> Endpoints(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren();

    private static string[] Urls(IConfiguration configuration) =>
        (configuration["urls"] is { Length: > 0 } urls ? urls : DefaultUrl)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Scheme.ToLowerInvariant() is "http" or "https";
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsHttps(string url) => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    // One from the machine's store is named by its subject.
    private static bool HasCertificate(IConfigurationSection certificate) =>
        certificate["Path"] is { Length: > 0 } || certificate["Subject"] is { Length: > 0 };

    private static bool CanLoad(IConfigurationSection certificate)
    {
        var (path, key, password) = (certificate["Path"]!, certificate["KeyPath"], certificate["Password"]);
        try
        {
            using var loaded = (key, password) switch
            {
                (null or "", _) => X509CertificateLoader.LoadPkcs12FromFile(path, password),
                (_, null or "") => X509Certificate2.CreateFromPemFile(path, key),
                _ => X509Certificate2.CreateFromEncryptedPemFile(path, password, key),
            };
            return loaded.HasPrivateKey;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
