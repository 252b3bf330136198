using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Alerts;

/// <summary>Who wants the alerts of a source. Without anybody its feed makes no call.</summary>
/// <param name="wanting">The connections whose stream, client or filter of the configuration wants them.</param>
/// <param name="dataSource">Knows the clients that were made at run time.</param>
internal sealed class AlertDemand(IReadOnlySet<string> wanting, NpgsqlDataSource dataSource)
{
    private const string Made =
        """
        select exists (
            select from siem_client_connection join siem_client on id = client_id
            where disabled_at is null and lower(connection) = any($1))
        """;

    public async Task<bool> WantsAsync(AlertSource source, CancellationToken cancellationToken)
    {
        if (source.Connections.Any(wanting.Contains))
        {
            return true;
        }

        await using var command = dataSource.CreateCommand(Made);
        command.Parameters.AddRange(Sql.Parameters([source.Connections.Select(name => name.ToLowerInvariant()).ToArray()]));
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
