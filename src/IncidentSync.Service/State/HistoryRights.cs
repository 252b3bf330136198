using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>What the service's role may do to the journal and the audit beside adding to them and reading them.</summary>
internal sealed class HistoryRights(NpgsqlDataSource dataSource)
{
    private const string Asked =
        """
        select bool_or(pg_has_role(relowner, 'usage')), bool_or(
            has_any_column_privilege(oid, 'update') or has_table_privilege(oid, 'update, delete, truncate, trigger'))
        from pg_class where oid in ('journal'::regclass, 'audit'::regclass)
        """;

    /// <returns>In words; null when it has no right too many.</returns>
    public async Task<string?> ExcessAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Asked);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (IsOwner: reader.GetBoolean(0), MayChange: reader.GetBoolean(1)) switch
        {
            { IsOwner: true } => "it owns the tables, and so could change what journal and audit say; give the service a role of its own",
            { MayChange: true } => "it may change journal or audit; revoke update, delete, truncate, trigger on both from it",
            _ => null,
        };
    }
}
