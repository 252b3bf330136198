using System.Text.Json;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Access;
using Npgsql;
using NpgsqlTypes;

namespace IncidentSync.Service.Admin.Replays;

/// <summary>Makes replays. Who asked for one, when and why is the audit row of the call, written in the same transaction.</summary>
/// <remarks>
/// <code>
/// | the caller's key           | links named           | running already | becomes                  |
/// |----------------------------|-----------------------|-----------------|--------------------------|
/// | stands for the same        | any                   | any             | the replay that it was   |
/// | stands for another request | any                   | any             | refused                  |
/// | is new, or there is none   | any                   | 5               | refused                  |
/// | is new, or there is none   | some are not there    | fewer           | refused                  |
/// | is new, or there is none   | none, or all are there| fewer           | a new replay             |
/// </code>
/// </remarks>
internal sealed class ReplayStarts(NpgsqlDataSource dataSource)
{
    /// <summary>So many have links before them at once, of one connection.</summary>
    public const int MostAtOnce = 5;

    /// <summary>Of one connection, those that have gone through their links.</summary>
    private const int MostKept = 100;

    /// <summary>Dry runs of one connection of which the differences are kept.</summary>
    private const int MostWithDifferences = 10;

    private const string Known = "select id, connection, since_ticks, ids, dry_run from replay where idempotency_key = $1";

    private const string Running = "select count(*) from replay where connection = $1 and passed_at is null";

    private const string Links = "select count(*) from link where connection = $1 and id = any($2)";

    // Whoever lost the race for a key finds no row returned, and the winner's when it asks again.
    private static readonly string Add =
        $"""
        with entry as ({AuditLog.Insert} returning id)
        insert into replay (audit, connection, since_ticks, ids, dry_run, idempotency_key) select id, {AuditLog.Columns.After(1)},
            {AuditLog.Columns.After(2)}, {AuditLog.Columns.After(3)}, {AuditLog.Columns.After(4)}, {AuditLog.Columns.After(5)}
        from entry
        on conflict (idempotency_key) do nothing returning id
        """;

    private static readonly string Forget =
        $"""
        delete from replay where id in (
            select id from replay where connection = $1 and passed_at is not null order by id desc offset {MostKept});
        """;

    private static readonly string ForgetDifferences =
        $"""
        delete from replay_difference where replay_id in (
            select id from replay where connection = $1 and dry_run and finished_at is not null
            order by id desc offset {MostWithDifferences})
        """;

    /// <summary>Makes a replay, or finds the one that the caller's key stands for.</summary>
    public async Task<ReplayStart> StartAsync(ReplayRequest request, string? key, AuditEntry entry, CancellationToken cancellationToken)
    {
        var callersKey = key is null ? null : JsonSerializer.Serialize<string[]>([entry.Caller.Issuer, entry.Caller.Subject, key]);
        while (true)
        {
            await using var database = await dataSource.OpenConnectionAsync(cancellationToken);
            await using var transaction = await database.BeginTransactionAsync(cancellationToken);
            await LockAsync(database, request.Connection, cancellationToken);
            if (callersKey is not null && await FindAsync(database, callersKey, cancellationToken) is var (id, standing))
            {
                return standing.IsSameAs(request) ? new ReplayStart.Standing(id, IsNew: false) : new ReplayStart.KeyOfAnother();
            }

            if (await AskAsync(database, Running, cancellationToken, request.Connection) >= MostAtOnce)
            {
                return new ReplayStart.TooMany(MostAtOnce);
            }

            if (await MissingAsync(database, request, cancellationToken) is > 0 and var missing)
            {
                return new ReplayStart.NoSuchLinks(missing);
            }

            if (await AddAsync(database, request, callersKey, entry, cancellationToken) is { } added)
            {
                await AskAsync(database, Forget, cancellationToken, request.Connection);
                await AskAsync(database, ForgetDifferences, cancellationToken, request.Connection);
                await transaction.CommitAsync(cancellationToken);
                return new ReplayStart.Standing(added, IsNew: true);
            }
        }
    }

    private static async Task<int> MissingAsync(NpgsqlConnection database, ReplayRequest request, CancellationToken cancellationToken) =>
        request.Ids is { } ids ? ids.Length - (int)await AskAsync(database, Links, cancellationToken, request.Connection, ids) : 0;

    // One call of a connection at a time, so that no more than the most run.
    private static async Task LockAsync(NpgsqlConnection database, string connection, CancellationToken cancellationToken)
    {
        await AskAsync(database, "insert into connection (name) values ($1) on conflict do nothing", cancellationToken, connection);
        await AskAsync(database, "select 1::bigint from connection where name = $1 for no key update", cancellationToken, connection);
    }

    private static async Task<(long Id, ReplayRequest Request)?> FindAsync(
        NpgsqlConnection database, string key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Known, database) { Parameters = { new() { Value = key } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return !await reader.ReadAsync(cancellationToken) ? null : (reader.GetInt64(0), new ReplayRequest(
            reader.GetString(1),
            reader.IsDBNull(2) ? null : new Stamp(reader.GetInt64(2)).Moment,
            reader.IsDBNull(3) ? null : reader.GetFieldValue<Guid[]>(3),
            reader.GetBoolean(4)));
    }

    private static async Task<long?> AddAsync(
        NpgsqlConnection database, ReplayRequest request, string? key, AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Add, database);
        command.Parameters.AddRange(AuditLog.Columns.ParametersOf(entry));
        NpgsqlParameter[] parameters =
        [
            new() { Value = request.Connection },
            new() { Value = request.Since is { } since ? Stamp.Of(since).Ticks : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            new() { Value = (object?)request.Ids ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            new() { Value = request.DryRun },
            new() { Value = (object?)key ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        ];
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    private static async Task<long> AskAsync(
        NpgsqlConnection database, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, database);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }
}
