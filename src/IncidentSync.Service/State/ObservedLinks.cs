using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>
/// What a connection saw while it only observed. When it begins to write, these links are planned again: nothing else would say that they
/// differ, for nothing about them is new.
/// </summary>
internal sealed class ObservedLinks(NpgsqlDataSource dataSource)
{
    /// <summary>Marks the links dirty of which something would have been written; returns how many there are.</summary>
    public async Task<int> WakeAsync(IEnumerable<string> connectionsThatWrite, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "update link set dirty_seq = dirty_seq + 1, observed = '' where connection = any($1) and observed <> ''");
        command.Parameters.Add(new() { Value = connectionsThatWrite.ToArray() });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
