using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Service.Admin.Access;
using Npgsql;

namespace IncidentSync.Service.Admin.Replays;

/// <summary>What a dry run found.</summary>
internal sealed class DifferenceQuery(NpgsqlDataSource dataSource)
{
    private const string Known = "select 1 from replay where id = $1 and connection = any($2)";

    private const string List =
        """
        select position, link.id, defender_id, sentinel_name, kind, portal, field, was, now, writes, reason
        from replay_difference join replay on replay.id = replay_id join link on link.id = link_id
        where replay_id = $1 and replay.connection = any($2) and position > $3 order by position limit $4
        """;

    /// <summary>
    /// The differences behind <paramref name="after"/>, in the order of the links; null when there is no such replay in the scope.
    /// </summary>
    public async Task<IReadOnlyList<DifferenceRow>?> ListAsync(
        ConnectionScope scope, long replay, long after, int most, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Known) { Parameters = { new() { Value = replay }, new() { Value = scope.Names } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(List)
        {
            Parameters = { new() { Value = replay }, new() { Value = scope.Names }, new() { Value = after }, new() { Value = most } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        await reader.NextResultAsync(cancellationToken);
        var rows = new List<DifferenceRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new DifferenceRow(
                reader.GetInt32(0),
                reader.GetGuid(1),
                Text(2),
                reader.GetString(3),
                Word(reader.GetString(4)),
                Text(5) is { } portal ? Word(portal) : null,
                Text(6),
                Value(7),
                Value(8),
                reader.GetBoolean(9),
                reader.GetString(10)));
        }

        return rows;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

        JsonNode? Value(int column) => Text(column) is { } json ? JsonNode.Parse(json) : null;
    }

    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
