using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>The rights of the service's role on the journal and the audit beyond insert and select.</summary>
internal sealed class HistoryRights(NpgsqlDataSource dataSource)
{
    private const string Asked =
        """
        select bool_or(pg_has_role(relowner, 'usage')), bool_or(
            has_any_column_privilege(oid, 'update') or has_table_privilege(oid, 'update, delete, truncate, trigger'))
        from pg_class where oid in ('journal'::regclass, 'audit'::regclass)
        """;

    /// <returns>The excess right and its remedy; null when there is none.</returns>
    public async Task<string?> ExcessAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Asked);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (IsOwner: reader.GetBoolean(0), MayChange: reader.GetBoolean(1)) switch
        {
            { IsOwner: true } => "it owns the tables and could change the journal and the audit; give the service a role of its own",
            { MayChange: true } => "it may change the journal or the audit; revoke update, delete, truncate, trigger on both from it",
            _ => null,
        };
    }
}
