using IncidentSync.Connectors.Ingestion;
using IncidentSync.Core.Alerts;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Loops;
using IncidentSync.Service.Stream;

namespace IncidentSync.Service.Hosting;

/// <summary>The streams: two tables a connection that has a data collection rule.</summary>
internal static class StreamSetup
{
    public static void AddStreams(this IServiceCollection services, IReadOnlyList<ConnectionOptions> connections)
    {
        services.AddSingleton<StreamStore>();
        services.AddSingleton<EventReader>();
        services.AddSingleton<TwinCommentStore>();
        foreach (var connection in connections)
        {
            var health = new StreamHealth(connection.Name);
            services.AddSingleton(health);
            if (!IsOn(connection))
            {
                continue;
            }

            var target = new Lazy<StreamTarget>(() => TargetOf(connection));
            services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<TwinCommentLoop>(
                provider,
                target.Value,
                ActivatorUtilities.CreateInstance<TwinCommentWriter>(
                    provider, target.Value, provider.GetRequiredService<ConnectionSet>().Find(connection.Name)!.Sentinel)));
            foreach (var part in Enum.GetValues<StreamPart>())
            {
                services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<StreamLoop>(
                    provider,
                    target.Value,
                    part,
                    ActivatorUtilities.CreateInstance<Streamer>(
                        provider, target.Value, part, health, ActivatorUtilities.CreateInstance<StreamWatch>(provider, target.Value)),
                    health));
            }
        }
    }

    /// <summary>Whether a connection streams, unless Microsoft's own sync serves it.</summary>
    public static bool IsOn(ConnectionOptions connection) =>
        connection.Stream.Endpoint.Length > 0
        && !connection.Stream.Mode.Equals("Off", StringComparison.OrdinalIgnoreCase)
        && !connection.Mode.Equals(nameof(ConnectionMode.Paused), StringComparison.OrdinalIgnoreCase);

    private static StreamTarget TargetOf(ConnectionOptions connection)
    {
        var (stream, sentinel) = (connection.Stream, connection.Sentinel);
        return new StreamTarget(
            connection.Name,
            connection.Defender.TenantId,
            AlertSetup.SourceOf(connection.Defender),
            new LogsIngestion(
                IngestionOptions.Of(sentinel.Cloud, stream.Endpoint, stream.RuleId), sentinel, connection.Timing.CallTimeout),
            new StreamTerms(
                stream.AlertStream,
                stream.EvidenceStream,
                stream.Sources.Count == 0 ? SourceFilter.All : new SourceFilter([.. stream.Sources]),
                stream.Updates,
                stream.Linger,
                stream.MaxBatchBytes,
                connection.Alerts.Backfill,
                IsFiltered(connection.Filter),
                stream.Mode.Equals("Auto", StringComparison.OrdinalIgnoreCase),
                stream.Comment,
                stream.CommentInterval));
    }

    private static bool IsFiltered(FilterOptions filter) =>
        filter.MinSeverity.Length > 0 || filter.Tags.Count > 0 || filter.TitleContains.Count > 0 || filter.Sources.Count > 0;
}
