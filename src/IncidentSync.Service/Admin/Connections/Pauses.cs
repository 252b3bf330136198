using IncidentSync.Service.Admin.Access;
using Npgsql;

namespace IncidentSync.Service.Admin.Connections;

/// <summary>Which connections are paused. A pause is the audit row of the call that made it: who, when and why are told once.</summary>
internal sealed class Pauses(NpgsqlDataSource dataSource)
{
    /// <summary>The names of the connections that are paused.</summary>
    public async Task<IReadOnlyCollection<string>> FindAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select name from connection where pause is not null");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>Pauses the connection and says so in the audit. A pause that stands stays as it is.</summary>
    public Task PauseAsync(string connection, AuditEntry entry, CancellationToken cancellationToken) =>
        SwitchAsync(connection, "coalesce(pause, entry.id)", entry, cancellationToken);

    /// <summary>Ends the pause, if there is one, and says so in the audit.</summary>
    public Task ResumeAsync(string connection, AuditEntry entry, CancellationToken cancellationToken) =>
        SwitchAsync(connection, "null", entry, cancellationToken);

    private async Task SwitchAsync(string connection, string pause, AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into connection (name) values ($1) on conflict do nothing")
        {
            Parameters = { new() { Value = connection } },
        });
        var change =
            $"""
            with entry as ({AuditLog.Insert} returning id)
            update connection set pause = {pause} from entry where name = {AuditLog.Columns.After(1)}
            """;
        batch.BatchCommands.Add(AuditLog.Columns.Command(change, entry, connection));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
