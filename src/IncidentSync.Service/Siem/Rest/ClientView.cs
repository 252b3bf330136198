using IncidentSync.Service.Siem.Clients;
using IncidentSync.Service.Siem.Files;

namespace IncidentSync.Service.Siem.Rest;

/// <summary>A client, without anything secret.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">ArcSight, QRadar or Generic.</param>
/// <param name="ClientId">Its client id: the app registration's when Entra makes its tokens.</param>
/// <param name="Connections">What it sees.</param>
/// <param name="Sources">The service sources that it sees.</param>
/// <param name="Configured">It stands in the configuration; else it has a secret of ours.</param>
/// <param name="DisabledAt">Since when it is not believed; null while it is.</param>
/// <param name="SecretExpiresAt">When its newest secret ends.</param>
/// <param name="RefreshExpiresAt">When its refresh tokens end, the newest first.</param>
/// <param name="Files">The names of its files.</param>
internal sealed record ClientView(
    string Name,
    string Type,
    Guid ClientId,
    IReadOnlyList<string> Connections,
    IReadOnlyList<string> Sources,
    bool Configured,
    DateTimeOffset? DisabledAt,
    DateTimeOffset? SecretExpiresAt,
    IReadOnlyList<DateTimeOffset> RefreshExpiresAt,
    IReadOnlyList<string> Files)
{
    public static ClientView Of(SiemClient client, MadeClient? made = null) => new(
        client.Name,
        $"{client.Type}",
        client.Id,
        made?.Connections ?? [.. client.Connections.Select(connection => connection.Name)],
        [.. client.Sources.Names],
        client.IsConfigured,
        made?.DisabledAt,
        made is { Secrets: [var newest, ..] } ? newest : null,
        made?.Refreshes ?? [],
        [.. ClientFiles.Of(client).Keys]);
}

/// <summary>A client with its secret, which is shown once.</summary>
internal sealed record SecretView(
    string Name,
    Guid ClientId,
    string ClientSecret,
    DateTimeOffset SecretExpiresAt,
    IReadOnlyList<string> TokenUrls,
    string Resource,
    string EventsUrl)
{
    public static SecretView Of(ShownSecret shown, SiemTerms terms)
    {
        var details = AccessDetails.Of(shown.Client, terms);
        return new SecretView(
            shown.Client.Name, shown.Client.Id, shown.Text, shown.ExpiresAt,
            [.. details.Authorities.Select(authority => $"{authority}/oauth2/token")], details.Resource, details.EventsUrl);
    }
}

/// <summary>A pair of tokens, which is shown once.</summary>
internal sealed record TokensView(
    string Name, string AccessToken, DateTimeOffset AccessExpiresAt, string RefreshToken, DateTimeOffset RefreshExpiresAt)
{
    public static TokensView Of(ShownTokens shown) =>
        new(shown.Client.Name, shown.Access, shown.AccessExpiresAt, shown.Refresh, shown.RefreshExpiresAt);
}
