using System.Data;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.State;
using Npgsql;
using NpgsqlTypes;

namespace IncidentSync.Service.Admin.Links;

/// <summary>What the store knows of links.</summary>
internal sealed class LinkQuery(NpgsqlDataSource dataSource)
{
    private const string Schedule = "select dirty_seq > done_seq, not_before from link where id = $1 and connection = any($2)";

    private const string List =
        """
        select id, connection, defender_id, sentinel_name, state, held, attempts, last_error, dirty_seq > done_seq as is_dirty,
            open_intents, not_before
        from link
        where connection = any($1) and ($2 is null or defender_id = $2) and ($3 is null or lower(sentinel_name) = $3)
            and ($4 is null or state = $4) and (not $5 or held <> '{}') and (not $6 or attempts >= $7) and id > $8
        order by id limit $9
        """;

    /// <summary>The links behind <paramref name="after"/>, by id.</summary>
    public async Task<IReadOnlyList<LinkSummary>> ListAsync(LinkFilter filter, Guid after, int most, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(List);
        NpgsqlParameter[] parameters =
        [
            new() { Value = filter.Scope.Names },
            Text(filter.DefenderId),
            Text(filter.SentinelName),
            Text(filter.State?.ToString()),
            new() { Value = filter.Held },
            new() { Value = filter.Quarantined },
            new() { Value = Quarantine.Attempts },
            new() { Value = after },
            new() { Value = most },
        ];
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var links = new List<LinkSummary>();
        while (await reader.ReadAsync(cancellationToken))
        {
            links.Add(new LinkSummary(
                reader.GetGuid("id"),
                reader.GetString("connection"),
                reader.IsDBNull("defender_id") ? null : reader.GetString("defender_id"),
                reader.GetString("sentinel_name"),
                Enum.Parse<LinkState>(reader.GetString("state")),
                [.. StateJson.ToHeldNames(reader.GetString("held")).Order(StringComparer.Ordinal)],
                reader.GetInt32("attempts"),
                reader.GetString("last_error"),
                reader.GetBoolean("is_dirty"),
                reader.GetBoolean("open_intents"),
                reader.GetFieldValue<DateTimeOffset>("not_before"),
                StateJson.ToHold(reader.GetString("held"), StateJson.WholeLink)));
        }

        return links;
    }

    /// <summary>One link with everything that belongs to it; null when there is none in the scope.</summary>
    public async Task<LinkView?> FindAsync(ConnectionScope scope, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Schedule, connection)
        {
            Parameters = { new() { Value = id }, new() { Value = scope.Names } },
        };
        bool dirty;
        DateTimeOffset notBefore;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            (dirty, notBefore) = (reader.GetBoolean(0), reader.GetFieldValue<DateTimeOffset>(1));
        }

        var link = await LinkRows.FindAsync(connection, new LinkId(id), cancellationToken);
        return link is null ? null : LinkView.Of(link, dirty, notBefore, await AlertCounts.FindAsync(connection, id, cancellationToken));
    }

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
