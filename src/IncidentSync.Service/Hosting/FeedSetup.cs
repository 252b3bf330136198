using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Loops;
using IncidentSync.Service.Readers;

namespace IncidentSync.Service.Hosting;

/// <summary>
/// The feeds of all connections, and the lanes behind them. Connections that ask the same Defender tenant as the same app share one feed:
/// their filters differ only where twins are planned.
/// </summary>
internal static class FeedSetup
{
    public static void AddFeeds(this IServiceCollection services, IReadOnlyList<ConnectionOptions> connections)
    {
        var health = new Dictionary<(string Connection, Portal Portal), FeedHealth>();
        foreach (var (connection, portal) in connections.SelectMany(connection => Portals.Both.Select(portal => (connection, portal))))
        {
            health[(connection.Name, portal)] = new FeedHealth(connection.Name, portal, IsPaused(connection));
            services.AddSingleton(health[(connection.Name, portal)]);
        }

        var read = connections.Where(connection => !IsPaused(connection)).ToList();
        foreach (var connection in read)
        {
            services.AddSingleton<IHostedService>(
                provider => ActivatorUtilities.CreateInstance<NativeWatch>(provider, Find(provider, connection)));
            services.AddSingleton<IHostedService>(provider => Feed(provider, [connection], Portal.Sentinel, health));
            services.AddSingleton<IHostedService>(provider => Lane(provider, connection, Portal.Defender));
            services.AddSingleton<IHostedService>(provider => Lane(provider, connection, Portal.Sentinel));
        }

        foreach (var sharing in read.GroupBy(connection => KeyOf(connection.Defender), StringComparer.OrdinalIgnoreCase))
        {
            services.AddSingleton<IHostedService>(provider => Feed(provider, [.. sharing], Portal.Defender, health));
        }
    }

    /// <summary>What a Defender feed is: whose incidents, seen by whom.</summary>
    public static string KeyOf(DefenderOptions defender) => string.Join(
        '|',
        defender.TenantId,
        defender.ClientId,
        defender.Credential.Kind,
        defender.Cloud,
        defender.GraphEndpoint.TrimEnd('/'),
        defender.AuthorityHost.TrimEnd('/'));

    private static FeedLoop Feed(
        IServiceProvider provider,
        IReadOnlyList<ConnectionOptions> sharing,
        Portal portal,
        Dictionary<(string Connection, Portal Portal), FeedHealth> health)
    {
        IReadOnlyList<FeedMember> members =
            [.. sharing.Select(options => new FeedMember(Find(provider, options), health[(options.Name, portal)]))];
        IReadOnlyCollection<SyncConnection> connections = [.. members.Select(member => member.Connection)];
        var intervals = sharing.Select(options => IntervalsOf(options, portal)).ToList();
        var pace = new PollPace(intervals.Min(interval => interval.Poll), intervals.Min(interval => interval.Idle));
        return ActivatorUtilities.CreateInstance<FeedLoop>(
            provider,
            ActivatorUtilities.CreateInstance<FeedReader>(provider, connections, members[0].Connection[portal]),
            members,
            provider.GetRequiredService<ConnectionSet>().Switches,
            pace);
    }

    private static ListingLoop Lane(IServiceProvider provider, ConnectionOptions options, Portal portal)
    {
        var connection = Find(provider, options);
        var reader = ActivatorUtilities.CreateInstance<ListingReader>(provider, connection, connection[portal]);
        return ActivatorUtilities.CreateInstance<ListingLoop>(
            provider, reader, connection.Name, portal, provider.GetRequiredService<ConnectionSet>().Switches);
    }

    private static SyncConnection Find(IServiceProvider provider, ConnectionOptions options) =>
        provider.GetRequiredService<ConnectionSet>().Find(options.Name)!;

    private static (TimeSpan Poll, TimeSpan Idle) IntervalsOf(ConnectionOptions options, Portal portal) => portal == Portal.Defender
        ? (options.Defender.PollInterval, options.Defender.IdlePollInterval)
        : (options.Sentinel.PollInterval, options.Sentinel.IdlePollInterval);

    private static bool IsPaused(ConnectionOptions options) =>
        options.Mode.Equals(nameof(ConnectionMode.Paused), StringComparison.OrdinalIgnoreCase);
}
