using System.Reflection;
using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>Applies the numbered SQL files of this assembly in order, each once, one process at a time.</summary>
internal sealed class Migrator(NpgsqlDataSource dataSource)
{
    /// <summary>An arbitrary number that only this program uses, for the lock that keeps two starting replicas apart.</summary>
    private const long LockKey = 0x1ADC_1D37_5F1C;

    private const string Folder = "Migrations.";

    private const string Table =
        """
        create table if not exists migration (name text primary key, applied_at timestamptz not null default clock_timestamp())
        """;

    /// <summary>
    /// Updates the schema; returns the names of the migrations that it applied. When none is pending it changes and locks nothing, and
    /// needs no right to. An unknown name is a newer version's, which was rolled back.
    /// </summary>
    /// <exception cref="SchemaTooOldException">Some are pending, and this role may not change the schema.</exception>
    public async Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if ((await PendingAsync(connection, cancellationToken)).Count == 0)
        {
            return [];
        }

        try
        {
            return await ApplyAsync(connection, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new SchemaTooOldException(e);
        }
    }

    private static async Task<IReadOnlyList<string>> ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({LockKey})", cancellationToken);
        await ExecuteAsync(connection, Table, cancellationToken);
        var pending = await PendingAsync(connection, cancellationToken);
        foreach (var (name, sql) in pending)
        {
            await ExecuteAsync(connection, sql, cancellationToken);
            await using var note = new NpgsqlCommand("insert into migration (name) values ($1)", connection);
            note.Parameters.Add(new() { Value = name });
            await note.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return [.. pending.Select(script => script.Name)];
    }

    private static async Task<IReadOnlyList<(string Name, string Sql)>> PendingAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand("select to_regclass('migration') is not null", connection);
        var applied = (bool)(await exists.ExecuteScalarAsync(cancellationToken))! ? await AppliedAsync(connection, cancellationToken) : [];
        return [.. Scripts().Where(script => !applied.Contains(script.Name))];
    }

    private static IEnumerable<(string Name, string Sql)> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var scripts = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal));
        foreach (var resource in scripts.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..], reader.ReadToEnd());
        }
    }

    private static async Task<HashSet<string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select name from migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new HashSet<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>The schema is older than this version, and the role may not change it.</summary>
internal sealed class SchemaTooOldException(PostgresException inner) : Exception(
    "The schema is older than this version: run `incidentsync migrate` with a role that may change it "
    + $"(PostgreSQL says: {inner.MessageText}).", inner);
