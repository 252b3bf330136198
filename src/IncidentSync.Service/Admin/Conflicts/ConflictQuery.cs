using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Service.Admin.Access;
using Npgsql;

namespace IncidentSync.Service.Admin.Conflicts;

/// <summary>Every field that waits, whatever the reason.</summary>
internal sealed class ConflictQuery(NpgsqlDataSource dataSource)
{
    // What is held names fields and reasons only, so that it can be read as JSON here; the portals' words cannot: jsonb refuses U+0000.
    private const string List =
        """
        select link.id, link.connection, link.defender_id, link.sentinel_name, held.key, held.value, defender.fields, sentinel.fields,
            (select max(at) from journal where link_id = link.id and kind = 'Held'
                and held.key =
                    coalesce(field, case when reason in ('ForeignMarkers', 'TooManyComments') then 'comments' else 'incident' end))
        from link cross join lateral json_each_text(link.held::json) held
        left join snapshot defender on defender.link_id = link.id and defender.portal = 'Defender'
        left join snapshot sentinel on sentinel.link_id = link.id and sentinel.portal = 'Sentinel'
        where link.connection = any($1) and link.held <> '{}' and (link.id, held.key) > ($2, $3)
        order by link.id, held.key limit $4
        """;

    /// <summary>The held fields behind one of them, by link and name.</summary>
    public async Task<IReadOnlyList<HeldField>> ListAsync(
        ConnectionScope scope, Guid afterLink, string afterField, int most, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(List);
        foreach (var value in new object[] { scope.Names, afterLink, afterField, most })
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var held = new List<HeldField>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (link, field) = (reader.GetGuid(0), reader.GetString(4));
            var (defender, sentinel) = (Value(6, field), Value(7, field));
            held.Add(new HeldField(
                $"{link}:{field}",
                link,
                reader.GetString(1),
                Text(2),
                reader.GetString(3),
                field,
                JsonNamingPolicy.CamelCase.ConvertName(reader.GetString(5)),
                defender,
                sentinel,
                HeldField.VersionOf(defender, sentinel),
                reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8)));
        }

        return held;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

        JsonNode? Value(int column, string field) => Text(column) is { } fields ? JsonNode.Parse(fields)?[field]?.DeepClone() : null;
    }
}
