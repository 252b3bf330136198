using System.Data;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Stream;

/// <summary>Where a table stands, for the replica that sends to it.</summary>
/// <param name="SourceId">The source's row.</param>
/// <param name="Cursor">What it has been given.</param>
/// <param name="Wait">How long the rule asks to wait; zero when it does not.</param>
/// <param name="Gap">The events that were purged before they were sent, and not said yet.</param>
internal sealed record StreamPlace(int SourceId, StreamCursor Cursor, TimeSpan Wait, StreamGap? Gap)
{
    /// <summary>Events behind the cursor.</summary>
    public long Backlog { get; init; }

    /// <summary>How long the first of them waits.</summary>
    public TimeSpan Age { get; init; }
}

/// <summary>Events that a table has lost.</summary>
internal sealed record StreamGap(long From, long To, long Lost);

/// <summary>The cursors of the streams. One replica sends to a table at a time, and its cursor moves only while it does.</summary>
internal sealed class StreamStore(NpgsqlDataSource dataSource)
{
    // Longer than a call may take, and short enough for the death of a replica to cost little.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    private const string Begin =
        """
        insert into consumer (name, source_id, part, sequence)
        select $1, s.id, $2, coalesce(
            (select min(e.sequence) - 1 from alert_event e where e.source_id = s.id and e.received_at >= clock_timestamp() - $4),
            s.sequence)
        from alert_source s where s.name = $3
        on conflict do nothing
        """;

    private const string Take =
        """
        update consumer c set worker = $4, lease_until = clock_timestamp() + $5, used_at = clock_timestamp()
        from alert_source s where c.name = $1 and c.part = $2 and s.name = $3 and c.source_id = s.id
            and (c.worker = $4 or c.lease_until < clock_timestamp())
        returning c.source_id, c.sequence, c.position,
            case when c.not_before > clock_timestamp() then c.not_before - clock_timestamp() else interval '0' end as wait,
            c.gap_from, c.gap_to, c.lost, s.sequence - c.sequence as backlog,
            (select clock_timestamp() - e.received_at from alert_event e
                where e.source_id = c.source_id and e.sequence = c.sequence + 1) as age
        """;

    private readonly Guid _worker = Guid.NewGuid();

    /// <summary>Takes a table for this replica, or keeps it; null while another has it, or while its source was never read.</summary>
    public async Task<StreamPlace?> TakeAsync(StreamTarget target, StreamPart part, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command(Begin, target.Consumer, PartOf(part), target.Source, target.Terms.Backfill),
                Sql.Command(Take, target.Consumer, PartOf(part), target.Source, _worker, Lease),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new StreamPlace(
                reader.GetInt32("source_id"),
                new StreamCursor(reader.GetInt64("sequence"), reader.GetInt32("position")),
                reader.GetFieldValue<TimeSpan>("wait"),
                reader.IsDBNull("gap_from")
                    ? null
                    : new StreamGap(reader.GetInt64("gap_from"), reader.GetInt64("gap_to"), reader.GetInt64("lost")))
            {
                Backlog = reader.GetInt64("backlog"),
                Age = reader.IsDBNull("age") ? TimeSpan.Zero : reader.GetFieldValue<TimeSpan>("age"),
            }
            : null;
    }

    /// <summary>
    /// The rows of a batch were taken, or refused for good: the cursor moves behind them, what was owed is paid, and a gap was said.
    /// </summary>
    public async Task MoveAsync(
        StreamTarget target, StreamPart part, StreamBatch batch, IReadOnlyList<(StreamRow Row, string Reason)> refused,
        CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var move = new NpgsqlBatch(connection);
        foreach (var (id, position) in batch.Owed)
        {
            move.BatchCommands.Add(position is { } rows
                ? Sql.Command("update stream_owed set position = $2 where id = $1", id, rows)
                : Sql.Command("delete from stream_owed where id = $1", id));
        }

        move.BatchCommands.Add(Sql.Command(
            """
            update consumer set sequence = $4, position = $5, gap_from = case when $6 then null else gap_from end,
                gap_to = case when $6 then null else gap_to end, used_at = clock_timestamp()
            where name = $1 and part = $2 and worker = $3 and sequence <= $4
            """,
            target.Consumer, PartOf(part), _worker, batch.Cursor.Sequence, batch.Cursor.Position, batch.SaysGap));
        foreach (var (row, reason) in refused)
        {
            move.BatchCommands.Add(Sql.Command(
                """
                insert into stream_refused (connection, part, event_id, alert_id, reason, row_id) values ($1, $2, $3, $4, $5, $6)
                on conflict do nothing
                """,
                target.Connection, PartOf(part), row.EventId, row.AlertId, reason, row.Id));
        }

        await move.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The rule was called too often: no replica calls it for a time.</summary>
    public async Task RestAsync(StreamTarget target, TimeSpan rest, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update consumer set not_before = clock_timestamp() + $2 where name = $1");
        command.Parameters.AddRange(Sql.Parameters(target.Consumer, rest));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Says what a twin that comes owes to the stream.</summary>
    public async Task DeclareAsync(StreamTarget target, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command("insert into alert_source (name) values ($1) on conflict do nothing", target.Source),
                Sql.Command("insert into connection (name) values ($1) on conflict do nothing", target.Connection),
                Sql.Command(
                    """
                    insert into stream_scope (connection, source_id, is_filtered, comments)
                    select $1, id, $3, $4 from alert_source where name = $2
                    on conflict (connection) do update set source_id = excluded.source_id, is_filtered = excluded.is_filtered,
                        comments = excluded.comments
                    """,
                    target.Connection, target.Source, target.Terms.IsFiltered, target.Terms.Comments),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Lets another replica take the table at once.</summary>
    public async Task LeaveAsync(StreamTarget target, StreamPart part)
    {
        await using var command = dataSource.CreateCommand(
            "update consumer set lease_until = '-infinity' where name = $1 and part = $2 and worker = $3");
        command.Parameters.AddRange(Sql.Parameters(target.Consumer, PartOf(part), _worker));
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public static string PartOf(StreamPart part) => part == StreamPart.Alerts ? "alerts" : "evidence";
}
