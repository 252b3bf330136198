using IncidentSync.Core.Values;
using Npgsql;

namespace IncidentSync.Service.Replays;

/// <summary>Steps a replay through its links. Each step is one transaction, which the caller begins.</summary>
internal static class ReplayRows
{
    // A replica that finds the oldest replay locked by another leaves it, and does not take the next one instead.
    private const string Take =
        """
        select id, since_ticks, ids, cursor_id, passed, differences, started_at is null from replay
        where id = (select id from replay where connection = $1 and dry_run = $2 and passed_at is null order by id limit 1)
            and passed_at is null
        for update skip locked
        """;

    // Links that change later are added, so this is a minimum.
    private const string Start =
        "update replay set started_at = clock_timestamp(), total = (select count(*) from link where {0}) where id = @replay";

    private const string Named = "connection = @connection and id > @cursor and id = any(@ids)";

    private const string Changed =
        """
        connection = @connection and id > @cursor
            and (exists (select 1 from snapshot where link_id = link.id and stamp_ticks >= @since_ticks)
                or (select at from journal where link_id = link.id order by journal.id desc limit 1) >= @since)
        """;

    private const string Pass =
        """
        update replay set cursor_id = $2, passed = passed + $3, differences = $5, rules = $6,
            total = case when $4 then passed + $3 else greatest(total, passed + $3) end,
            passed_at = case when $4 then clock_timestamp() end, finished_at = case when $4 and dry_run then clock_timestamp() end
        where id = $1
        """;

    /// <summary>
    /// The connection's oldest replay of that kind with links left, counted and locked; null when none is free.
    /// </summary>
    public static async Task<Replay?> TakeAsync(
        NpgsqlConnection database, string connection, bool dryRun, CancellationToken cancellationToken)
    {
        var (replay, isNew) = await FindAsync(database, connection, dryRun, cancellationToken);
        if (replay is not null && isNew)
        {
            await using var start = OverLinks(database, replay, links => string.Format(null, Start, links));
            await start.ExecuteNonQueryAsync(cancellationToken);
        }

        return replay;
    }

    /// <summary>A statement over the links left in a replay. It may also use <c>@replay</c>, the replay's id.</summary>
    /// <param name="database">The database connection, in the transaction.</param>
    /// <param name="replay">The replay.</param>
    /// <param name="sql">Makes the statement from the condition that selects them in <c>link</c>.</param>
    public static NpgsqlCommand OverLinks(NpgsqlConnection database, Replay replay, Func<string, string> sql)
    {
        var command = new NpgsqlCommand(sql(replay.Ids is null ? Changed : Named), database);
        command.Parameters.AddWithValue("replay", replay.Id);
        command.Parameters.AddWithValue("connection", replay.Connection);
        command.Parameters.AddWithValue("cursor", replay.Cursor);
        if (replay.Ids is { } ids)
        {
            command.Parameters.AddWithValue("ids", ids);
        }

        if (replay.Since is { } since)
        {
            command.Parameters.AddWithValue("since", since);
            command.Parameters.AddWithValue("since_ticks", Stamp.Of(since).Ticks);
        }

        return command;
    }

    /// <summary>Moves the replay's cursor behind these links. After the last of them it has passed them all.</summary>
    public static async Task PassAsync(
        NpgsqlConnection database,
        Replay replay,
        IReadOnlyList<Guid> links,
        bool last,
        int differences,
        string rules,
        CancellationToken cancellationToken)
    {
        await using var command = Command(
            database, Pass, replay.Id, links.Count > 0 ? links[^1] : replay.Cursor, links.Count, last, differences, rules);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static NpgsqlCommand Command(NpgsqlConnection database, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, database);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }

    /// <summary>The first column of every row.</summary>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            values.Add(reader.GetFieldValue<T>(0));
        }

        return values;
    }

    private static async Task<(Replay? Replay, bool IsNew)> FindAsync(
        NpgsqlConnection database, string connection, bool dryRun, CancellationToken cancellationToken)
    {
        await using var command = Command(database, Take, connection, dryRun);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return (null, false);
        }

        var replay = new Replay(
            reader.GetInt64(0),
            connection,
            reader.IsDBNull(1) ? null : new Stamp(reader.GetInt64(1)).Moment,
            reader.IsDBNull(2) ? null : reader.GetFieldValue<Guid[]>(2),
            reader.GetGuid(3),
            reader.GetInt32(4),
            reader.GetInt32(5));
        return (replay, reader.GetBoolean(6));
    }
}
