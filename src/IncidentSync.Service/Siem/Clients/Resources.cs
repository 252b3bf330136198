namespace IncidentSync.Service.Siem.Clients;

/// <summary>What a client may say that it wants a token for. It gets the same one; agents have one of these in their settings.</summary>
internal static class Resources
{
    private static readonly string[] OfTheOldService =
    [
        "https://graph.windows.net", "https://WDATPAlertExport.Seville.onmicrosoft.com", "https://WindowsDefenderATPSiemConnector",
    ];

    /// <summary>The one that is printed for a client of ours.</summary>
    public static string Default(SiemTerms terms) => terms.Audience.Length > 0 ? terms.Audience : OfTheOldService[^1];

    public static bool AreKnown(SiemTerms terms, IEnumerable<string> named) => named.All(resource => IsKnown(terms, resource));

    private static bool IsKnown(SiemTerms terms, string resource)
    {
        string[] ours = [terms.Api.PublicUrl, terms.Audience, $"api://{terms.Audience}", terms.Admin.Audience, $"api://{terms.Admin.Audience}"];
        return OfTheOldService.Concat(ours.Where(known => known.Length > "api://".Length))
            .Contains(resource.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);
    }
}
