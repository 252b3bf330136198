using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Access;
using Npgsql;

namespace IncidentSync.Service.Admin.Replays;

/// <summary>Replays and how far they are, newest first.</summary>
internal sealed class ReplayQuery(NpgsqlDataSource dataSource)
{
    private const string List =
        """
        select replay.id, replay.connection, dry_run, since_ticks, issuer, subject, object_id, app_id, reason, at, started_at, passed_at,
            finished_at, total, passed, differences, rules,
            (select count(*) from replay_link join link on link.id = link_id where replay_id = replay.id and done_seq < mark)::int,
            extract(epoch from coalesce(finished_at, clock_timestamp()) - started_at)::float8, cancelled is not null
        from replay join audit on audit.id = replay.audit
        where replay.connection = any($1) and replay.id >= $2 and replay.id < $3 order by replay.id desc limit $4
        """;

    /// <summary>The replays before one of them.</summary>
    public Task<IReadOnlyList<ReplayView>> ListAsync(ConnectionScope scope, long before, int most, CancellationToken cancellationToken) =>
        ReadAsync(scope, 0, before, most, cancellationToken);

    /// <summary>One replay; null when there is none in the scope.</summary>
    public async Task<ReplayView?> FindAsync(ConnectionScope scope, long id, CancellationToken cancellationToken) =>
        id is < 0 or long.MaxValue ? null : (await ReadAsync(scope, id, id + 1, 1, cancellationToken)).SingleOrDefault();

    private async Task<IReadOnlyList<ReplayView>> ReadAsync(
        ConnectionScope scope, long from, long before, int most, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(List);
        foreach (var value in new object[] { scope.Names, from, before, most })
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var replays = new List<ReplayView>();
        while (await reader.ReadAsync(cancellationToken))
        {
            replays.Add(ViewOf(reader));
        }

        return replays;
    }

    private static ReplayView ViewOf(NpgsqlDataReader row)
    {
        var (dryRun, total, passed, waiting) = (row.GetBoolean(2), Number(13), row.GetInt32(14), row.GetInt32(17));
        var (started, all, finished, cancelled) = (Time(10), Time(11), Time(12), row.GetBoolean(19));
        var done = passed - waiting;
        double? rate = started is null ? null : done / Math.Max(row.GetDouble(18), 0.001);
        return new ReplayView(
            row.GetInt64(0),
            row.GetString(1),
            (cancelled, started, all, finished) switch
            {
                (true, _, _, _) => ReplayState.Cancelled,
                (_, null, _, _) => ReplayState.Queued,
                (_, _, null, _) => ReplayState.Running,
                (_, _, _, null) => ReplayState.Waiting,
                _ => ReplayState.Finished,
            },
            dryRun,
            row.IsDBNull(3) ? null : new Stamp(row.GetInt64(3)).Moment,
            new Caller(row.GetString(4), row.GetString(5), Text(6), Text(7)),
            row.GetString(8),
            row.GetFieldValue<DateTimeOffset>(9),
            started,
            finished,
            total,
            dryRun ? 0 : passed,
            done,
            dryRun ? row.GetInt32(15) : null,
            dryRun ? row.GetString(16) : null,
            rate,
            finished is not null ? 0 : rate > 0 ? (total - done) / rate : null);

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);

        int? Number(int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

        DateTimeOffset? Time(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
    }
}
