using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Service.Admin.Access;
using Npgsql;

namespace IncidentSync.Service.Admin.Links;

/// <summary>What happened to one link.</summary>
internal sealed class JournalQuery(NpgsqlDataSource dataSource)
{
    private const string Known = "select 1 from link where id = $1 and connection = any($2)";

    private const string List =
        """
        select journal.id, at, kind, portal, field, was, now, reason, rules from journal join link on link.id = journal.link_id
        where journal.link_id = $1 and link.connection = any($2) and journal.id > $3 order by journal.id limit $4
        """;

    /// <summary>The rows behind <paramref name="after"/>, oldest first; null when there is no such link in the scope.</summary>
    public async Task<IReadOnlyList<JournalRow>?> ListAsync(
        ConnectionScope scope, Guid link, long after, int most, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Known) { Parameters = { new() { Value = link }, new() { Value = scope.Names } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(List)
        {
            Parameters = { new() { Value = link }, new() { Value = scope.Names }, new() { Value = after }, new() { Value = most } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        await reader.NextResultAsync(cancellationToken);
        var rows = new List<JournalRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new JournalRow(
                reader.GetInt64(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                Word(reader.GetString(2)),
                Text(3) is { } portal ? Word(portal) : null,
                Text(4),
                Value(5),
                Value(6),
                reader.GetString(7),
                reader.GetString(8)));
        }

        return rows;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

        JsonNode? Value(int column) => Text(column) is { } json ? JsonNode.Parse(json) : null;
    }

    // A kind that only a newer version knows is shown too.
    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
