using System.Data;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;
using IncidentSync.Service.Telemetry;
using Npgsql;

namespace IncidentSync.Service.Alerts;

/// <summary>
/// The durable log of all alerts of all sources. Whatever is written of a source is written under the lock of its row, so that sequence
/// numbers and stamps are in the order of the commits, and a consumer that has seen one has seen all before it.
/// </summary>
internal sealed class AlertLog(NpgsqlDataSource dataSource, Instruments instruments, Violations violations) : IAlertLog
{
    private readonly Guid _reader = Guid.NewGuid();

    public async Task<AlertPlace?> LeaseAsync(AlertSource source, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command("insert into alert_source (name) values ($1) on conflict do nothing", source.Name),
                Sql.Command(
                    """
                    update alert_source s set reader = $2, lease_until = clock_timestamp() + $3
                    where name = $1 and (reader = $2 or lease_until < clock_timestamp())
                    returning id, cursor_ticks,
                        (select array[since_ticks, until_ticks] from alert_gap
                            where source_id = s.id order by until_ticks desc limit 1) as gap,
                        (select array[since_ticks, until_ticks] from alert_unreadable
                            where source_id = s.id and due < clock_timestamp() order by due limit 1) as hidden,
                        (select count(*)::int from alert_gap where source_id = s.id) as gaps
                    """,
                    source.Name,
                    _reader,
                    source.Timing.Lease),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new AlertPlace(
                reader.GetInt32("id"),
                reader.IsDBNull("cursor_ticks") ? null : new Stamp(reader.GetInt64("cursor_ticks")),
                RangeOf(reader, "gap"),
                RangeOf(reader, "hidden") is { } hidden ? hidden with { IsHidden = true } : null)
            {
                Gaps = reader.GetInt32("gaps"),
            }
            : null;
    }

    public async Task LeaveAsync(AlertSource source)
    {
        await using var command = dataSource.CreateCommand(
            "update alert_source set lease_until = '-infinity' where name = $1 and reader = $2");
        command.Parameters.AddRange(Sql.Parameters(source.Name, _reader));
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public async Task<int> StoreAsync(AlertCommit commit, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (numbers, known) = await LockAsync(connection, commit, cancellationToken);
        var entries = new AlertEntries(commit, numbers, known);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Keep(commit) } };
        foreach (var statement in new AlertRows(commit.SourceId, entries).Statements().Concat(AlertRanges.Statements(commit)))
        {
            batch.BatchCommands.Add(statement);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var invariant in AlertInvariants.Broken(numbers, known, entries.Detections))
        {
            violations.Tell(invariant, commit.Connection);
        }

        foreach (var kind in new[] { EventKinds.New, EventKinds.Changed })
        {
            instruments.AlertEvents.Add(entries.Events.Count(row => row.Change.Event == kind), Tag.Source(commit.Tenant), Tag.Kind(kind));
        }

        return entries.Events.Count;
    }

    private NpgsqlBatchCommand Keep(AlertCommit commit) => Sql.Command(
        "update alert_source set lease_until = greatest(lease_until, clock_timestamp() + $3) where id = $1 and reader = $2",
        commit.SourceId,
        _reader,
        commit.Lease);

    private static async Task<(AlertNumbers Numbers, Dictionary<string, KnownAlert> Known)> LockAsync(
        NpgsqlConnection connection, AlertCommit commit, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command(
                    """
                    select sequence, stamped_ticks, answered_ticks, clock_timestamp() as now from alert_source where id = $1 for update
                    """,
                    commit.SourceId),
                Sql.Command(
                    """
                    select alert_id, updated_ticks, digest, evidence, full_ids, next_part from alert
                    where source_id = $1 and alert_id = any($2)
                    """,
                    commit.SourceId,
                    commit.Alerts.Select(alert => alert.Id).Distinct().ToArray()),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var now = reader.GetFieldValue<DateTimeOffset>("now");
        var numbers = new AlertNumbers(
            reader.GetInt64("sequence"), reader.GetInt64("stamped_ticks"), reader.GetInt64("answered_ticks"), now);
        await reader.NextResultAsync(cancellationToken);
        var known = new Dictionary<string, KnownAlert>();
        while (await reader.ReadAsync(cancellationToken))
        {
            known[reader.GetString("alert_id")] = new KnownAlert(
                new Stamp(reader.GetInt64("updated_ticks")),
                reader.GetString("digest"),
                [.. reader.GetFieldValue<string[]>("evidence")],
                [.. reader.GetFieldValue<string[]>("full_ids")],
                reader.GetInt32("next_part"));
        }

        return (numbers, known);
    }

    private static AlertRange? RangeOf(NpgsqlDataReader reader, string column) => reader.IsDBNull(column)
        ? null
        : reader.GetFieldValue<long[]>(column) is [var since, var until] ? new AlertRange(new Stamp(since), new Stamp(until)) : null;
}
