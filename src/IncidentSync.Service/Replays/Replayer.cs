using IncidentSync.Service.Connections;
using Npgsql;

namespace IncidentSync.Service.Replays;

/// <summary>
/// Lets the replays and dry runs of a connection go on. While it is paused nothing is marked, for nothing would be planned.
/// </summary>
internal sealed class Replayer(NpgsqlDataSource dataSource, ReplayMarks marks, DryRun dryRun)
{
    private const string Open = "select exists (select 1 from replay where connection = $1 and finished_at is null)";

    /// <summary>A chunk of the oldest replay and one of the oldest dry run; false when there was nothing to do, or it must wait.</summary>
    public async Task<bool> RunOnceAsync(SyncConnection connection, CancellationToken cancellationToken)
    {
        await using var open = dataSource.CreateCommand(Open);
        open.Parameters.Add(new() { Value = connection.Name });
        if (await open.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return false;
        }

        var looked = await dryRun.RunOnceAsync(connection, cancellationToken);
        var marked = connection.Mode != ConnectionMode.Paused && await marks.RunOnceAsync(connection.Name, cancellationToken);
        return looked || marked;
    }
}
