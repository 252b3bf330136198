using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using Npgsql;
using NpgsqlTypes;

namespace IncidentSync.Service.State;

/// <summary>
/// Counts drastic acts in the transaction that plans them, and sets the brake when <see cref="SafetyBrake"/> says so.
/// </summary>
internal static class BrakeRows
{
    /// <param name="connection">The database connection, in the transaction.</param>
    /// <param name="name">The connection whose brake it is.</param>
    /// <param name="link">The link that the acts concern; null when there are none.</param>
    /// <param name="charge">The acts to count.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public static async Task ChargeAsync(
        NpgsqlConnection connection, string name, LinkId? link, BrakeCharge charge, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command("select from brake where connection = $1 for update", name),
                Sql.Command(
                    """
                    insert into drastic_act (link_id, act, at) select $1, act, clock_timestamp() from unnest($2) act
                    on conflict (link_id, act) do update set at = excluded.at where drastic_act.at < clock_timestamp() - $3
                    """,
                    link?.Value ?? Guid.Empty,
                    charge.Acts.Select(act => act.ToString()).ToArray(),
                    charge.Limits.Window),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        if (SafetyBrake.Judge(await CountAsync(connection, name, charge, cancellationToken), charge.Limits) is not { } reason)
        {
            return;
        }

        await using var engage = new NpgsqlCommand(
            "update brake set engaged_at = clock_timestamp(), reason = $2 where connection = $1 and engaged_at is null", connection);
        engage.Parameters.Add(new() { Value = name });
        engage.Parameters.Add(new() { Value = reason });
        await engage.ExecuteNonQueryAsync(cancellationToken);
    }

    // Acts counted before an operator released the brake do not count again.
    private static async Task<BrakeCount> CountAsync(
        NpgsqlConnection connection, string name, BrakeCharge charge, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select (select count(*) from link where connection = $1 and state = 'Live'),
                (select count(distinct link_id) from drastic_act join link on link.id = drastic_act.link_id
                    where link.connection = $1 and drastic_act.at > greatest(clock_timestamp() - $2, brake.released_at)),
                (select count(*) from link join snapshot on snapshot.link_id = link.id
                    where link.connection = $1 and link.state = 'Live' and snapshot.portal = $3)
            from brake where connection = $1
            """,
            connection);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = charge.Limits.Window });
        command.Parameters.Add(new() { Value = (object?)charge.EmptyPortal?.ToString() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new BrakeCount((int)reader.GetInt64(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2));
    }
}
