using IncidentSync.Service.Admin.Access;
using Npgsql;

namespace IncidentSync.Service.Admin.Connections;

/// <summary>
/// Which brakes are on, and how they are released. They go on by themselves, in the transaction that counts (State/BrakeRows).
/// </summary>
internal sealed class Brakes(NpgsqlDataSource dataSource)
{
    private const string On =
        "select connection, reason, engaged_at from brake where engaged_at is not null and ($1 is null or connection = any($1))";

    /// <summary>The brakes that are on, by connection.</summary>
    /// <param name="connections">Of which connections; null for all in the database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyDictionary<string, BrakeView>> FindAsync(string[]? connections, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(On);
        command.Parameters.Add(new()
        {
            Value = (object?)connections ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text,
        });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var on = new Dictionary<string, BrakeView>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadAsync(cancellationToken))
        {
            on[reader.GetString(0)] = new BrakeView(reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2));
        }

        return on;
    }

    /// <summary>Releases the brake, if it is on, and says so in the audit. What was counted until now does not count again.</summary>
    public async Task ReleaseAsync(string connection, AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            with entry as ({AuditLog.Insert} returning id)
            update brake set engaged_at = null, reason = '', released_at = clock_timestamp(), release = entry.id
            from entry where connection = {AuditLog.Columns.After(1)} and engaged_at is not null
            """);
        command.Parameters.AddRange(AuditLog.Columns.ParametersOf(entry, connection));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
