using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>
/// The links for which a connection would have written while it only observed. When it begins to write they are planned again: nothing else
/// would wake them, because nothing about them is new.
/// </summary>
internal sealed class ObservedLinks(NpgsqlDataSource dataSource)
{
    /// <summary>Marks those links dirty; returns how many there are.</summary>
    public async Task<int> WakeAsync(IEnumerable<string> connectionsThatWrite, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "update link set dirty_seq = dirty_seq + 1, observed = '' where connection = any($1) and observed <> ''");
        command.Parameters.Add(new() { Value = connectionsThatWrite.ToArray() });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
