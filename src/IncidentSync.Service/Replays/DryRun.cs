using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Replays;

/// <summary>
/// Asks the planner about the links of a replay as they are stored, under the rules of now, and keeps what it would change. No link is
/// marked and no portal is asked; comments are not looked at, for that would take asking.
/// </summary>
internal sealed class DryRun(NpgsqlDataSource dataSource, TimeProvider time, ILogger<DryRun> log)
{
    private static readonly ColumnList<Row> Columns = new(
        ("replay_id", row => row.Replay.Id),
        ("position", row => row.Position),
        ("link_id", row => row.Link),
        ("kind", row => row.Difference.Kind),
        ("portal", row => (object?)row.Difference.Portal?.ToString() ?? DBNull.Value),
        ("field", row => (object?)row.Difference.Field?.Name ?? DBNull.Value),
        ("was", row => row.Value(row.Difference.Was)),
        ("now", row => row.Value(row.Difference.Now)),
        ("writes", row => row.Difference.Writes),
        ("reason", row => row.Difference.Reason));

    private static readonly string Keep = $"insert into replay_difference ({Columns.Names}) values ({Columns.Parameters})";

    /// <summary>How many links are looked at in one transaction.</summary>
    public int Chunk { get; init; } = 100;

    /// <summary>How many differences are kept; those beyond are only counted.</summary>
    public int Most { get; init; } = 10_000;

    /// <summary>Looks at the next chunk of the connection's oldest dry run; false when there is none.</summary>
    public async Task<bool> RunOnceAsync(SyncConnection connection, CancellationToken cancellationToken)
    {
        await using var database = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await database.BeginTransactionAsync(cancellationToken);
        if (await ReplayRows.TakeAsync(database, connection.Name, dryRun: true, cancellationToken) is not { } replay)
        {
            return false;
        }

        await using var next = ReplayRows.OverLinks(
            database, replay, links => $"select id from link where {links} order by id limit {Chunk}");
        var ids = await ReplayRows.ReadAsync<Guid>(next, cancellationToken);
        var (rules, found) = (connection.RulesNow, replay.Differences);
        await using var keep = new NpgsqlBatch(database);
        foreach (var id in ids)
        {
            foreach (var difference in await FindAsync(database, new LinkId(id), rules, cancellationToken))
            {
                if (++found <= Most)
                {
                    keep.BatchCommands.Add(Columns.Command(Keep, new Row(replay, found, id, difference)));
                }
            }
        }

        if (keep.BatchCommands.Count > 0)
        {
            await keep.ExecuteNonQueryAsync(cancellationToken);
        }

        var last = ids.Count < Chunk;
        await ReplayRows.PassAsync(database, replay, ids, last, found, rules.Version, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (last)
        {
            log.DryRunFinished(connection.Name, replay.Id, replay.Passed + ids.Count, found);
        }

        return true;
    }

    private async Task<IEnumerable<Difference>> FindAsync(
        NpgsqlConnection database, LinkId id, SyncRules rules, CancellationToken cancellationToken) =>
        await LinkRows.FindAsync(database, id, cancellationToken) is { } link
            ? Difference.Of(link, Planner.Plan(link, rules, Stamp.Of(time.GetUtcNow())))
            : [];

    private sealed record Row(Replay Replay, int Position, Guid Link, Difference Difference)
    {
        public object Value(Reading? reading) =>
            Difference.Field is { } field && reading is not null ? StateJson.OfReading(field, reading) : DBNull.Value;
    }
}
