using System.Data;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Siem.Clients;

/// <summary>What ends of a client, and when.</summary>
/// <param name="Client">Its name.</param>
/// <param name="Kind"><c>secret</c> or <c>refresh</c>.</param>
/// <param name="ExpiresAt">When.</param>
/// <param name="Warn">How many days before it is to be warned of now; null when it was, or need not be.</param>
internal sealed record ClientEnd(string Client, string Kind, DateTimeOffset ExpiresAt, int? Warn);

/// <summary>
/// When secrets and refresh tokens end: of each client the newest of either kind, for what was replaced may. A warning is given by one
/// replica, 14, 3 and 0 days before.
/// </summary>
internal sealed class ClientEnds(NpgsqlDataSource dataSource, SiemTerms terms)
{
    private const string Newest =
        """
        with newest as (
            select distinct on (client_id) hash, client_id, expires_at, warned from {0} {1} order by client_id, made_at desc),
            near as (
                select n.*, c.name, (
                    select min(days) from unnest(array[14, 3, 0]) as days
                    where expires_at <= clock_timestamp() + make_interval(days => days)) as days
                from newest n join siem_client c on c.id = n.client_id where c.disabled_at is null),
            told as (
                update {0} t set warned = near.days from near where t.hash = near.hash and near.days < t.warned returning t.hash)
        select name, expires_at, case when hash in (select hash from told) then days end as days from near
        """;

    private static readonly (string Kind, string Statement)[] Kinds =
    [
        ("secret", string.Format(null, Newest, "siem_secret", "")),
        ("refresh", string.Format(null, Newest, "siem_token", "where kind = 'refresh'")),
    ];

    public async Task<IReadOnlyList<ClientEnd>> FindAsync(CancellationToken cancellationToken)
    {
        var ends = new List<ClientEnd>();
        foreach (var (kind, statement) in Kinds)
        {
            await using var command = dataSource.CreateCommand(statement);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                ends.Add(new ClientEnd(
                    reader.GetString("name"), kind, reader.GetFieldValue<DateTimeOffset>("expires_at"),
                    reader.IsDBNull("days") ? null : reader.GetInt32("days")));
            }
        }

        return ends;
    }

    /// <summary>Disables clients whose name the configuration has, too.</summary>
    /// <returns>Their names.</returns>
    public async Task<IReadOnlyList<string>> YieldAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            update siem_client set disabled_at = clock_timestamp() where disabled_at is null and lower(name) = any($1) returning name
            """);
        command.Parameters.AddRange(Sql.Parameters([terms.Configured.Select(client => client.Name.ToLowerInvariant()).ToArray()]));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
