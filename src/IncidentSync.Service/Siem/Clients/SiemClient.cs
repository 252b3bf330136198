using IncidentSync.Core.Alerts;

namespace IncidentSync.Service.Siem.Clients;

/// <summary>A program that pulls detections.</summary>
/// <param name="Id">The client id: of the app registration when Entra makes its tokens, else made here.</param>
/// <param name="Name">Unique, ignoring case.</param>
/// <param name="Type">What it is.</param>
/// <param name="Connections">The connections whose detections it sees, as they are configured.</param>
/// <param name="Sources">The service sources that it sees.</param>
/// <param name="IsConfigured">It stands in the configuration and its tokens are Entra's; else it has a secret of ours.</param>
internal sealed record SiemClient(
    Guid Id, string Name, ClientType Type, IReadOnlyList<SiemConnection> Connections, SourceFilter Sources, bool IsConfigured)
{
    /// <summary>The tenants of its connections: whoever asks for a token names one of them.</summary>
    public IEnumerable<string> Tenants => Connections.Select(connection => connection.TenantId).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The sources of its connections, each once.</summary>
    public string[] SourceNames => [.. Connections.Select(connection => connection.Source).Distinct()];
}

/// <summary>A connection, as far as a client is concerned.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TenantId">Its Defender tenant.</param>
/// <param name="Source">The name of the source that it reads its alerts from.</param>
internal sealed record SiemConnection(string Name, string TenantId, string Source);

/// <summary>What a client is: it decides which files it gets.</summary>
internal enum ClientType
{
    /// <summary>A FlexConnector REST.</summary>
    ArcSight,

    /// <summary>A log source of QRadar.</summary>
    QRadar,

    /// <summary>Anything that can ask for a token and read JSON.</summary>
    Generic,
}
