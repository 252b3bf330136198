using IncidentSync.Core.Fields;
using Npgsql;

namespace IncidentSync.Service.Admin.Connections;

/// <summary>
/// The links whose comments wait because another deployment carries comments between the same two portals, and how they are released.
/// </summary>
internal sealed class CommentHolds(NpgsqlDataSource dataSource)
{
    private const string Waiting = "held <> '{}' and held::jsonb ->> 'comments' =";

    private const string Held = $"{Waiting} '{nameof(HoldReason.ForeignMarkers)}'";

    /// <summary>How many links' comments wait for that reason, by connection.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(HoldReason reason, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"select connection, count(*) from link where {Waiting} $1 group by connection");
        command.Parameters.Add(new() { Value = reason.ToString() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var links = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadAsync(cancellationToken))
        {
            links[reader.GetString(0)] = reader.GetInt64(1);
        }

        return links;
    }

    /// <summary>
    /// Accepts the markers that were seen until now: the links are planned again, and what waits is carried. The audit is the caller's.
    /// </summary>
    public async Task ReleaseAsync(string connection, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            with held as (
                update link set dirty_seq = dirty_seq + 1,
                    not_before = case when wakes_on_news then least(not_before, clock_timestamp()) else not_before end
                where connection = $1 and {Held} returning id)
            update comment set is_foreign = false from held where link_id = held.id and is_foreign
            """);
        command.Parameters.Add(new() { Value = connection });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
