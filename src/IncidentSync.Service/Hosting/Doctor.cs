using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;
using IncidentSync.Service.Admin.Connections;
using IncidentSync.Service.Admin.Links;

namespace IncidentSync.Service.Hosting;

/// <summary>
/// <c>check</c>: opens the database, connects to the broker, and asks each portal for what changed in the last minute. Writes nothing to a
/// portal.
/// </summary>
internal static class Doctor
{
    public static async Task<int> RunAsync(IncidentSyncOptions options, CancellationToken cancellationToken)
    {
        Say("configuration", "", "ok");
        using var logs = LoggerFactory.Create(_ => { });
        var well = true;
        await using (var database = await Database.OpenAsync(options.Store, logs, cancellationToken))
        {
            Say("database", "", "ok");
            foreach (var (connection, links) in await new CommentHolds(database.DataSource).CountAsync(cancellationToken))
            {
                Say(connection, "comments", $"held on {links} links: another deployment carries comments between the same portals; "
                    + $"stop one of the two, then POST connections/{connection}/release");
                well = false;
            }

            foreach (var waits in await new ObstacleQuery(database.DataSource).CountAsync(cancellationToken))
            {
                Say(waits.Connection, "writes", $"{waits.Obstacle.Kind.ToString().ToLowerInvariant()} on {waits.Links} links "
                    + $"({waits.Obstacle.Code}), such as {waits.Link}: GET links/{waits.Link}/journal has the portal's words; "
                    + "they are tried again until it is mended");
                well = false;
            }
        }

        if (options.Bus.IsRabbitMq)
        {
            var problem = await BrokerCheck.ProblemAsync(options.Bus.RabbitMq, cancellationToken);
            Say("bus", "RabbitMQ", problem ?? "ok");
            well &= problem is null;
        }

        foreach (var connection in options.Connections.Select(connection => Connections.Create(connection, MarkerKey.None)))
        {
            foreach (var portal in Portals.Both)
            {
                var since = Stamp.Of(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1));
                var problem = Problem(await connection[portal].ReadChangesAsync(new FeedRequest(since), cancellationToken));
                Say(connection.Name, portal.ToString(), problem ?? "ok");
                well &= problem is null;
            }
        }

        return well ? ExitCode.Stopped : ExitCode.Failed;
    }

    private static string? Problem(FeedOutcome outcome) => outcome switch
    {
        FeedOutcome.Failed { Failure: Failure.Denied denied } =>
            $"access denied (HTTP {denied.Status} {denied.Code}): check the app's permission, its consent, and the credential",
        FeedOutcome.Failed { Failure: Failure.Refused refused } => $"refused (HTTP {refused.Status} {refused.Code}): {refused.Message}",
        FeedOutcome.Failed { Failure: Failure.RetryLater later } => $"{later.Reason}: check the address and the network",
        FeedOutcome.Failed failed => failed.Failure.Summary,
        _ => null,
    };

    private static void Say(string what, string part, string how) => Console.WriteLine($"{what,-24} {part,-10} {how}");
}
