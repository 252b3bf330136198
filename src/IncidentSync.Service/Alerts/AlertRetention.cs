using System.Data;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Alerts;

/// <summary>
/// Purges events and detections that are older than the retention. A consumer that had not been given them has lost them: its cursor moves
/// behind them, and it keeps the range until it has said so in its own stream.
/// </summary>
internal sealed class AlertRetention(NpgsqlDataSource dataSource, TimeProvider time, ILogger<AlertRetention> log)
{
    /// <summary>
    /// How long the stamp, the digest and the ids of an alert are kept after its last change: an alert that comes again is known by them.
    /// </summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(400);

    private const string Purge =
        """
        with last as (select max(sequence) as purged from alert_event where source_id = $1 and received_at < clock_timestamp() - $2),
            gone as (delete from alert_event using last where source_id = $1 and sequence <= purged),
            cut as (delete from detection using last where source_id = $1 and sequence <= purged returning processed_ticks),
            source as (
                update alert_source set purged_sequence = purged,
                    purged_ticks = greatest(purged_ticks, coalesce((select max(processed_ticks) from cut), 0))
                from last where id = $1 and purged is not null)
        update consumer set lost = lost + purged - consumer.sequence, gap_from = coalesce(gap_from, consumer.sequence + 1), gap_to = purged,
            sequence = purged, position = 0
        from last where source_id = $1 and consumer.sequence < purged
        returning name, part, gap_from, gap_to, lost
        """;

    /// <summary>Purges one source.</summary>
    public async Task RunOnceAsync(AlertSource source, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var gate = new NpgsqlCommand("select id from alert_source where name = $1 for update", connection);
        gate.Parameters.Add(new() { Value = source.Name });
        if (await gate.ExecuteScalarAsync(cancellationToken) is not int id)
        {
            return;
        }

        foreach (var (consumer, from, to, lost) in await PurgeAsync(connection, id, source.Timing.Retention, cancellationToken))
        {
            log.EventsLost(consumer, lost, from, to);
        }

        var known = Max(Memory, source.Timing.Backfill + (2 * source.Timing.Overlap));
        await using var forget = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command("delete from alert where source_id = $1 and changed_at < clock_timestamp() - $2", id, known),
                Sql.Command(
                    "delete from alert_unreadable where source_id = $1 and until_ticks < $2",
                    id,
                    (time.GetUtcNow() - source.Timing.Retention).UtcTicks),
            },
        };
        await forget.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<List<(string Consumer, long From, long To, long Lost)>> PurgeAsync(
        NpgsqlConnection connection, int id, TimeSpan retention, CancellationToken cancellationToken)
    {
        await using var purge = new NpgsqlCommand(Purge, connection);
        purge.Parameters.AddRange(Sql.Parameters(id, retention));
        await using var reader = await purge.ExecuteReaderAsync(cancellationToken);
        var losses = new List<(string Consumer, long From, long To, long Lost)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            losses.Add((
                $"{reader.GetString("name")}/{reader.GetString("part")}",
                reader.GetInt64("gap_from"), reader.GetInt64("gap_to"), reader.GetInt64("lost")));
        }

        return losses;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
