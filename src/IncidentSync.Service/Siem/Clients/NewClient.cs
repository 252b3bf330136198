namespace IncidentSync.Service.Siem.Clients;

/// <summary>A client that somebody asks for.</summary>
/// <param name="Name">Not in use yet.</param>
/// <param name="Type">What it is.</param>
/// <param name="Connections">The connections that it will see.</param>
/// <param name="Sources">The service sources that it will see; none: those of the old API.</param>
internal sealed record NewClient(
    string Name, ClientType Type, IReadOnlyList<SiemConnection> Connections, IReadOnlyList<string> Sources);

/// <summary>What is shown once.</summary>
/// <param name="Client">Whose.</param>
/// <param name="Text">The secret.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record ShownSecret(SiemClient Client, string Text, DateTimeOffset ExpiresAt);

/// <summary>A pair of tokens, which is shown once.</summary>
/// <param name="Client">Whose.</param>
/// <param name="Access">Opens the API.</param>
/// <param name="AccessExpiresAt">When it ends.</param>
/// <param name="Refresh">Is exchanged for access tokens, again and again.</param>
/// <param name="RefreshExpiresAt">When it ends.</param>
internal sealed record ShownTokens(
    SiemClient Client, string Access, DateTimeOffset AccessExpiresAt, string Refresh, DateTimeOffset RefreshExpiresAt);
