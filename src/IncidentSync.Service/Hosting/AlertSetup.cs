using IncidentSync.Connectors;
using IncidentSync.Connectors.Defender;
using IncidentSync.Service.Alerts;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Loops;
using IncidentSync.Service.Quotas;
using Npgsql;

namespace IncidentSync.Service.Hosting;

/// <summary>The alert feeds: one a source, for all connections that ask the same tenant as the same app at the same endpoint.</summary>
internal static class AlertSetup
{
    public static void AddAlerts(this IServiceCollection services, IncidentSyncOptions options)
    {
        services.AddSingleton<IAlertLog, AlertLog>();
        services.AddSingleton<AlertRetention>();
        services.AddSingleton(provider => new AlertDemand(Wanting(options), provider.GetRequiredService<NpgsqlDataSource>()));
        foreach (var sharing in options.Connections.Where(connection => !IsPaused(connection))
            .GroupBy(connection => SourceOf(connection.Defender)))
        {
            services.AddSingleton(provider => new AlertHealth(Source(provider, sharing.Key, [.. sharing])));
            services.AddSingleton<IHostedService>(provider => Loop(
                provider, provider.GetServices<AlertHealth>().Single(health => health.Source.Name == sharing.Key)));
        }
    }

    /// <summary>The name of a source. The ids of its events are derived from it, so a new secret does not change it.</summary>
    public static string SourceOf(DefenderOptions defender) => string.Join(
        '/',
        defender.TenantId,
        defender.ClientId.Length > 0 ? defender.ClientId : defender.Credential.ClientId,
        new Uri(defender.GraphEndpoint.Length > 0 ? defender.GraphEndpoint : Cloud.Named(defender.Cloud)!.GraphEndpoint).Authority)
        .ToLowerInvariant();

    private static AlertSource Source(IServiceProvider provider, string name, IReadOnlyList<ConnectionOptions> sharing)
    {
        var (first, alerts) = (sharing[0], sharing.Select(connection => connection.Alerts).ToList());
        return new AlertSource(
            name,
            new DefenderAlerts(first.Defender, first.Timing.CallTimeout, provider.GetRequiredService<CallGates>().OfAlerts(first)),
            [.. sharing.Select(connection => connection.Name)],
            new AlertTiming(
                alerts.Min(timing => timing.PollInterval),
                alerts.Min(timing => timing.IdlePollInterval),
                alerts.Max(timing => timing.Overlap),
                alerts.Max(timing => timing.Backfill),
                alerts.Max(timing => timing.Retention)));
    }

    private static AlertFeedLoop Loop(IServiceProvider provider, AlertHealth health) => ActivatorUtilities.CreateInstance<AlertFeedLoop>(
        provider,
        health,
        ActivatorUtilities.CreateInstance<AlertFeedReader>(provider, health.Source, health),
        provider.GetRequiredService<ConnectionSet>().Switches);

    private static HashSet<string> Wanting(IncidentSyncOptions options) => options.Connections
        .Where(StreamSetup.IsOn)
        .Select(connection => connection.Name)
        .Concat(options.Siem.Clients.SelectMany(client => client.Connections))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static bool IsPaused(ConnectionOptions options) =>
        options.Mode.Equals(nameof(ConnectionMode.Paused), StringComparison.OrdinalIgnoreCase);
}
