using IncidentSync.Core.Alerts;
using IncidentSync.Service.Configuration;

namespace IncidentSync.Service.Siem.Clients;

/// <summary>What the configuration says of clients and of their ways to the service.</summary>
internal sealed class SiemTerms
{
    public SiemTerms(IncidentSyncOptions options, Func<ConnectionOptions, string> sourceOf)
    {
        (Api, Admin) = (options.Siem.Api, options.Admin);
        Connections = [.. options.Connections.Select(connection => new SiemConnection(
            connection.Name, connection.Defender.TenantId, sourceOf(connection)))];
        Configured = [.. options.Siem.Clients.Select(Of)];
        Retention = options.Connections.Select(connection => connection.Alerts.Retention).DefaultIfEmpty().Max();
    }

    /// <summary>Addresses, limits and lives.</summary>
    public SiemApiOptions Api { get; }

    /// <summary>Whose tokens of Entra are believed.</summary>
    public AdminOptions Admin { get; }

    /// <summary>All connections of this process.</summary>
    public IReadOnlyList<SiemConnection> Connections { get; }

    /// <summary>The clients of the configuration.</summary>
    public IReadOnlyList<SiemClient> Configured { get; }

    /// <summary>How long detections are kept at most.</summary>
    public TimeSpan Retention { get; }

    /// <summary>The audience that a token of Entra must have: an app id or its URI.</summary>
    public string Audience => Api.Audience.Length > 0 ? Api.Audience : Admin.Audience;

    /// <summary>The service sources of a client that names none.</summary>
    public static SourceFilter SourcesOf(IReadOnlyCollection<string> names) =>
        names.Count == 0 ? SourceFilter.Endpoint : new SourceFilter([.. names]);

    /// <summary>The connections of these names, in the order of the names; one that is no longer configured is left out.</summary>
    public IReadOnlyList<SiemConnection> Named(IEnumerable<string> names) =>
    [
        .. names.Select(name => Connections.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .OfType<SiemConnection>(),
    ];

    /// <summary>The configuration has a client of that name, which wins over one that was made here.</summary>
    public bool IsConfigured(string name) => Configured.Any(client => client.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private SiemClient Of(SiemClientOptions client) => new(
        Guid.TryParse(client.EntraClientId, out var id) ? id : Guid.Empty,
        client.Name,
        Enum.Parse<ClientType>(client.Type, ignoreCase: true),
        Named(client.Connections),
        SourcesOf(client.Sources),
        IsConfigured: true);
}
