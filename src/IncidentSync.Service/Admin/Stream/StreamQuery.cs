using System.Data;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.State;
using IncidentSync.Service.Stream;
using Npgsql;

namespace IncidentSync.Service.Admin.Stream;

/// <summary>Reads how the streams fare, and moves one back.</summary>
internal sealed class StreamQuery(NpgsqlDataSource dataSource, IEnumerable<StreamHealth> streams)
{
    private const string Tables =
        """
        select c.part, c.sequence, s.sequence - c.sequence as backlog, c.lost,
            coalesce(extract(epoch from clock_timestamp() - (select e.received_at from alert_event e
                where e.source_id = c.source_id and e.sequence = c.sequence + 1)), 0)::float8 as lag
        from consumer c join alert_source s on s.id = c.source_id where c.name = $1 order by c.part
        """;

    /// <summary>Every connection of the scope.</summary>
    public async Task<IReadOnlyList<StreamView>> ListAsync(ConnectionScope scope, CancellationToken cancellationToken)
    {
        var views = new List<StreamView>();
        foreach (var health in streams.Where(stream => scope.Names.Contains(stream.Connection, StringComparer.OrdinalIgnoreCase)))
        {
            var (refused, owed) = await CountAsync(health.Connection, cancellationToken);
            var (now, tables) = (health.Now, await TablesAsync(health.Connection, cancellationToken));
            views.Add(new StreamView(health.Connection, now.Name, now.LastSuccess, now.Error, refused, owed, tables));
        }

        return views;
    }

    /// <summary>The rows of a connection that were refused, oldest first.</summary>
    public async Task<IReadOnlyList<RefusedRow>> RefusedAsync(string connection, long after, int most, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select id, part, event_id, alert_id, reason, at from stream_refused where connection = $1 and id > $2 order by id limit $3
            """);
        command.Parameters.AddRange(Sql.Parameters(connection, after, most));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<RefusedRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new RefusedRow(
                reader.GetInt64("id"),
                reader.GetString("part"),
                reader.GetGuid("event_id"),
                reader.GetString("alert_id"),
                reader.GetString("reason"),
                reader.GetFieldValue<DateTimeOffset>("at")));
        }

        return rows;
    }

    /// <summary>
    /// Sends everything since a moment again, under the ids it had. Whoever sends now has its place taken: what it confirms after this
    /// moves nothing.
    /// </summary>
    public async Task RewindAsync(string connection, DateTimeOffset since, AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Sql.Command(
            """
            update consumer c set worker = null, lease_until = '-infinity', position = 0, sequence = least(c.sequence, coalesce(
                (select min(e.sequence) - 1 from alert_event e where e.source_id = c.source_id and e.received_at >= $2), c.sequence))
            where name = $1
            """,
            StreamTarget.ConsumerOf(connection),
            since));
        batch.BatchCommands.Add(AuditLog.Columns.Command(AuditLog.Insert, entry));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<(long Refused, long Owed)> CountAsync(string connection, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select (select count(*) from stream_refused where connection = $1),
                (select count(*) from stream_owed where connection = $1 and part = 'alerts')
            """);
        command.Parameters.AddRange(Sql.Parameters(connection));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private async Task<IReadOnlyList<StreamTableView>> TablesAsync(string connection, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Tables);
        command.Parameters.AddRange(Sql.Parameters(StreamTarget.ConsumerOf(connection)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tables = new List<StreamTableView>();
        while (await reader.ReadAsync(cancellationToken))
        {
            tables.Add(new StreamTableView(
                reader.GetString("part"),
                reader.GetInt64("sequence"),
                reader.GetInt64("backlog"),
                reader.GetDouble("lag"),
                reader.GetInt64("lost")));
        }

        return tables;
    }
}
