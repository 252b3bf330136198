using IncidentSync.Connectors;
using IncidentSync.Connectors.Credentials;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Connections;
using IncidentSync.Service.Admin.Links;
using IncidentSync.Service.Bus;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Hosting;

/// <summary>
/// <c>check</c>: opens the database, connects to the broker, and asks each portal for what changed in the last minute. Writes nothing to a
/// portal.
/// </summary>
internal static class Doctor
{
    public static async Task<int> RunAsync(ReadConfiguration read, CancellationToken cancellationToken)
    {
        var options = read.Options;
        Say("configuration", "", "ok");
        foreach (var exposure in read.Exposures)
        {
            Say("security", "", $"{exposure}");
        }

        using var logs = LoggerFactory.Create(_ => { });
        var well = true;
        await using (var database = await Database.OpenAsync(options.Store, logs, cancellationToken))
        {
            Say("database", "", "ok");
            await WarnAsync(database, options, cancellationToken);
            var holds = new CommentHolds(database.DataSource);
            foreach (var (connection, links) in await holds.CountAsync(HoldReason.TooManyComments, cancellationToken))
            {
                Say(connection, "comments", $"held on {links} links: Sentinel lists more comments than the service reads, so Defender's "
                    + "comments wait; GET links?state=held names the links; delete comments there to end it");
                well = false;
            }

            foreach (var (connection, links) in await holds.CountAsync(HoldReason.ForeignMarkers, cancellationToken))
            {
                Say(connection, "comments", $"held on {links} links: another deployment carries comments between the same portals; "
                    + $"stop one of the two, then POST connections/{connection}/release");
                well = false;
            }

            foreach (var waits in await new ObstacleQuery(database.DataSource).CountAsync(cancellationToken))
            {
                Say(waits.Connection, "writes", $"{waits.Obstacle.Kind.ToString().ToLowerInvariant()} on {waits.Links} links "
                    + $"({waits.Obstacle.Code}), such as {waits.Link}: GET links/{waits.Link}/journal has the portal's message; "
                    + "the service tries them again until the cause is gone");
                well = false;
            }
        }

        if (options.Bus.IsRabbitMq)
        {
            var problem = await BrokerCheck.ProblemAsync(options.Bus.RabbitMq, cancellationToken);
            Say("bus", "RabbitMQ", problem ?? "ok");
            well &= problem is null;
        }

        foreach (var connection in options.Connections.Select(connection => ConnectionFactory.Create(connection, MarkerKeys.None)))
        {
            foreach (var portal in Portals.Both)
            {
                var since = Stamp.Of(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1));
                var answer = await connection[portal].ReadChangesAsync(new FeedRequest(since), cancellationToken);
                var problem = PortalDoctor.Problem(answer, TimeProvider.System.GetUtcNow());
                Say(connection.Name, portal.ToString(), problem ?? "ok");
                well &= problem is null;
            }
        }

        foreach (var connection in options.Connections.Where(StreamSetup.IsOn))
        {
            foreach (var (part, problem) in new[]
            {
                ("alerts", await AlertDoctor.AlertsAsync(connection, cancellationToken)),
                ("stream", await AlertDoctor.StreamAsync(connection, cancellationToken)
                    ?? await AlertDoctor.RuleAsync(connection, cancellationToken)),
            })
            {
                Say(connection.Name, part, problem ?? "ok");
                well &= problem is null;
            }
        }

        return well ? ExitCode.Stopped : ExitCode.Failed;
    }

    // What works, and could be safer. The service's own server has one role and no network.
    private static async Task WarnAsync(Database database, IncidentSyncOptions options, CancellationToken cancellationToken)
    {
        if (options.Store.ConnectionString.Length > 0
            && await new HistoryRights(database.DataSource).ExcessAsync(cancellationToken) is { } excess)
        {
            Say("database", "role", $"warning: {excess}");
        }

        if (await Markers.WarningAsync(options.Marker, database.DataSource, cancellationToken) is { } marker)
        {
            Say("marker", "", $"warning: {marker}");
        }

        foreach (var (client, warning) in await SiemDoctor.WarningsAsync(
            options, database.DataSource, TimeProvider.System, cancellationToken))
        {
            Say("siem", client, $"warning: {warning}");
        }

        foreach (var connection in options.Connections)
        {
            if (AlertDoctor.WarningOf(connection) is { } foreign)
            {
                Say(connection.Name, "stream", $"warning: {foreign}");
            }

            foreach (var (portal, credential) in new[]
            {
                (Portal.Defender, connection.Defender.Credential), (Portal.Sentinel, connection.Sentinel.Credential),
            })
            {
                if (credential.Kind == CredentialKind.ClientSecret)
                {
                    Say(connection.Name, portal.ToString(), "warning: signs in with a client secret, which is easy to copy");
                }
            }
        }
    }

    private static void Say(string what, string part, string how) => Console.WriteLine($"{what,-24} {part,-10} {how}");
}
