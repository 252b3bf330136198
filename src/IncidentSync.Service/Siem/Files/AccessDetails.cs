using IncidentSync.Service.Siem.Clients;

namespace IncidentSync.Service.Siem.Files;

/// <summary>All that a client needs to know to call the service.</summary>
/// <param name="Client">The client.</param>
/// <param name="Secret">Its secret, or what stands for it: it is shown once.</param>
/// <param name="Authorities">For each of its tenants the address below which tokens are asked for.</param>
/// <param name="Resource">What it says that it wants a token for.</param>
/// <param name="PublicUrl">The service's address.</param>
internal sealed record AccessDetails(
    SiemClient Client, string Secret, IReadOnlyList<string> Authorities, string Resource, string PublicUrl)
{
    /// <summary>Stands where the secret was shown.</summary>
    public const string Placeholder = "(shown once, when it was made)";

    private const string NoUrl = "https://set-Siem-Api-PublicUrl.invalid";

    /// <summary>Where tokens are asked for.</summary>
    public string TokenUrl => $"{Authorities[0]}/oauth2/token";

    /// <summary>Where an agent would send a browser to.</summary>
    public string SignInUrl => $"{Authorities[0]}/oauth2/authorize?resource={Uri.EscapeDataString(Resource)}";

    /// <summary>Where detections are.</summary>
    public string DetectionsUrl => $"{PublicUrl}/api/alerts";

    /// <summary>The same as a FlexConnector wants it, which puts in the time where it stands.</summary>
    public string EventsUrl => Client.Type == ClientType.ArcSight ? $"{DetectionsUrl}/?sinceTimeUtc=$START_AT_TIME" : DetectionsUrl;

    public static AccessDetails Of(SiemClient client, SiemTerms terms, string secret = Placeholder)
    {
        var url = terms.Api.PublicUrl.Length > 0 ? terms.Api.PublicUrl.TrimEnd('/') : NoUrl;
        var authority = client.IsConfigured && terms.Admin.Authority.Length > 0
            ? new Uri(terms.Admin.Authority).GetLeftPart(UriPartial.Authority)
            : url;
        var tenants = client.Tenants.DefaultIfEmpty("tenant").Select(tenant => $"{authority}/{tenant}");
        return new AccessDetails(client, secret, [.. tenants], Resources.Default(terms), url);
    }
}
