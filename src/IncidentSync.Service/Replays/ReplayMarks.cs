using Npgsql;

namespace IncidentSync.Service.Replays;

/// <summary>
/// Marks the links of a replay dirty, a chunk at a time and only while little else waits: changes in a portal go first. The planner decides
/// about a marked link as usual; no old write is sent again.
/// </summary>
internal sealed class ReplayMarks(NpgsqlDataSource dataSource, ILogger<ReplayMarks> log)
{
    /// <summary>A marked link goes behind those that wait. Its rest ends if news would end it, but not if a portal asked for it.</summary>
    private const string Mark =
        """
        update link set dirty_seq = dirty_seq + 1,
            not_before = case when wakes_on_news then clock_timestamp() else greatest(not_before, clock_timestamp()) end
        from chunk where link.id = chunk.id returning link.id, link.dirty_seq
        """;

    private const string Due =
        """
        select count(*) from (
            select 1 from link where connection = $1 and (dirty_seq > done_seq or open_intents) and not_before <= clock_timestamp()
            limit $2) due
        """;

    private const string Unfinished =
        "select id from replay where connection = $1 and not dry_run and finished_at is null order by id for update skip locked";

    private const string Forget =
        "delete from replay_link using link where replay_id = any($1) and link.id = link_id and link.done_seq >= mark";

    private const string Finish =
        """
        update replay set finished_at = clock_timestamp()
        where id = any($1) and passed_at is not null and not exists (select 1 from replay_link where replay_id = replay.id) returning id
        """;

    /// <summary>How many links are marked at once; while as many wait, no more are.</summary>
    public int Chunk { get; init; } = 100;

    /// <summary>Marks the next chunk of the connection's oldest replay; false when there is none, or it must wait.</summary>
    public async Task<bool> RunOnceAsync(string connection, CancellationToken cancellationToken)
    {
        await using var database = await dataSource.OpenConnectionAsync(cancellationToken);
        await FinishAsync(database, connection, cancellationToken);
        await using var transaction = await database.BeginTransactionAsync(cancellationToken);
        if (await ReplayRows.TakeAsync(database, connection, dryRun: false, cancellationToken) is not { } replay)
        {
            return false;
        }

        var waits = await IsBusyAsync(database, connection, cancellationToken);
        if (!waits)
        {
            var marked = await MarkAsync(database, replay, cancellationToken);
            await ReplayRows.PassAsync(database, replay, marked, marked.Count < Chunk, 0, "", cancellationToken);
            log.Marked(connection, replay.Id, marked.Count, replay.Passed + marked.Count);
        }

        await transaction.CommitAsync(cancellationToken);
        return !waits;
    }

    private async Task<bool> IsBusyAsync(NpgsqlConnection database, string connection, CancellationToken cancellationToken)
    {
        await using var due = ReplayRows.Command(database, Due, connection, Chunk);
        return (long)(await due.ExecuteScalarAsync(cancellationToken))! >= Chunk;
    }

    private async Task<IReadOnlyList<Guid>> MarkAsync(NpgsqlConnection database, Replay replay, CancellationToken cancellationToken)
    {
        await using var mark = ReplayRows.OverLinks(database, replay, links =>
            $"""
            with chunk as (select id from link where {links} order by id limit {Chunk} for update), marked as ({Mark}),
            waiting as (insert into replay_link (replay_id, link_id, mark) select @replay, id, dirty_seq from marked)
            select id from marked order by id
            """);
        return await ReplayRows.ReadAsync<Guid>(mark, cancellationToken);
    }

    // A link that was planned since its mark is done; a replay without others is finished.
    private async Task FinishAsync(NpgsqlConnection database, string connection, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginTransactionAsync(cancellationToken);
        await using var unfinished = ReplayRows.Command(database, Unfinished, connection);
        var ids = (await ReplayRows.ReadAsync<long>(unfinished, cancellationToken)).ToArray();
        await using var forget = ReplayRows.Command(database, Forget, ids);
        await forget.ExecuteNonQueryAsync(cancellationToken);
        await using var finish = ReplayRows.Command(database, Finish, ids);
        var finished = await ReplayRows.ReadAsync<long>(finish, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var replay in finished)
        {
            log.Finished(connection, replay);
        }
    }
}
