using System.Data;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Siem.Detections;

/// <summary>What an answer covers.</summary>
/// <param name="Since">The first tick.</param>
/// <param name="Until">The tick behind the last.</param>
/// <param name="IsAhead">The client asks for what lies in the future: its clock is wrong.</param>
/// <param name="Oldest">The first tick from which nothing has been purged; null when nothing of the range has.</param>
/// <param name="SourceIds">The sources, by their ids.</param>
internal sealed record DetectionBound(long Since, long Until, bool IsAhead, long? Oldest, int[] SourceIds);

/// <summary>
/// Records the upper bound of an answer in each of its sources, under their locks: whoever stamps a detection later stamps it at or after
/// that bound, and whoever did before has committed. So an answer never misses what belongs into it. The locks end before it is read.
/// </summary>
internal sealed class DetectionBounds(NpgsqlDataSource dataSource)
{
    private const string Ticks = "(extract(epoch from clock_timestamp()) * 10000000)::bigint + 621355968000000000";

    // In the order of the ids, as every answer of several sources takes them.
    private const string Lock = "select id, purged_ticks from alert_source where name = any($1) order by id for update";

    // The clock of a database that took over may be behind. No answer ends before an earlier one: its client would be given things twice.
    private const string Record =
        $"""
        with bound as materialized (
                select greatest({Ticks}, max(answered_ticks)) as now from alert_source where id = any($1)),
            answered as (
                update alert_source set answered_ticks = greatest(answered_ticks, least($2, now)) from bound where id = any($1))
        select now from bound
        """;

    public async Task<DetectionBound> TakeAsync(string[] sources, DetectionRange range, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using (var known = new NpgsqlCommand(
            "insert into alert_source (name) select name from unnest($1) as name order by name on conflict do nothing", connection))
        {
            known.Parameters.AddRange(Sql.Parameters([sources]));
            await known.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (ids, purged) = await LockAsync(connection, sources, cancellationToken);
        await using var record = new NpgsqlCommand(Record, connection);
        record.Parameters.AddRange(Sql.Parameters(ids, range.Until?.Ticks ?? long.MaxValue));
        var now = (long)(await record.ExecuteScalarAsync(cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);

        var until = Math.Min(range.Until?.Ticks ?? now, now);
        var since = range.Since?.Ticks ?? Math.Max(0, until - (range.Ago ?? DetectionRange.Default).Ticks);
        return new DetectionBound(since, until, range.Since?.Ticks > now, since <= purged ? purged + 1 : null, ids);
    }

    private static async Task<(int[] Ids, long Purged)> LockAsync(
        NpgsqlConnection connection, string[] sources, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Lock, connection);
        command.Parameters.AddRange(Sql.Parameters([sources]));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (ids, purged) = (new List<int>(), 0L);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt32("id"));
            purged = Math.Max(purged, reader.GetInt64("purged_ticks"));
        }

        return ([.. ids], purged);
    }
}
