using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Links;
using IncidentSync.Service.Hosting;
using Npgsql;

namespace IncidentSync.Service.Admin.Connections;

/// <summary>What the configuration, the store and this replica's feeds know of connections.</summary>
internal sealed class ConnectionQuery(NpgsqlDataSource dataSource, ConnectionSet connections, IEnumerable<FeedHealth> feeds)
{
    private const string Links =
        """
        select connection, state, count(*), count(*) filter (where held <> '{}'), count(*) filter (where attempts >= $2), count(*) filter (where dirty_seq > done_seq),
            count(*) filter (where due), coalesce(extract(epoch from max(now - not_before) filter (where due)), 0)::float8
        from (select *, clock_timestamp() as now, (dirty_seq > done_seq or open_intents) and not_before <= clock_timestamp() as due from link) link
        where connection = any($1) group by connection, state
        """;

    private const string Intents = "select connection, count(*) from intent join link on link.id = intent.link_id where connection = any($1) group by connection";

    private const string Cursors = "select connection, portal, cursor_ticks from feed where connection = any($1)";

    private const string Pauses =
        """
        select name, issuer, subject, object_id, app_id, reason, at from connection join audit on audit.id = connection.pause where name = any($1)
        """;

    /// <summary>The connections of a scope, in the order of the configuration.</summary>
    public async Task<IReadOnlyList<ConnectionView>> ListAsync(ConnectionScope scope, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        foreach (var sql in new[] { Links, Intents, Cursors, Pauses })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = scope.Names } } });
        }

        batch.BatchCommands[0].Parameters.Add(new() { Value = Quarantine.Attempts });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var links = (await ReadAsync(reader, LinkRow.Of, cancellationToken)).ToLookup(row => row.Connection);
        var intents = (await ReadAsync(reader, row => (Connection: row.GetString(0), Count: row.GetInt64(1)), cancellationToken)).ToDictionary(row => row.Connection, row => row.Count);
        var cursors = (await ReadAsync(reader, row => (Connection: row.GetString(0), Portal: row.GetString(1), Stamp: new Stamp(row.GetInt64(2))), cancellationToken))
            .ToDictionary(row => (row.Connection, row.Portal), row => row.Stamp.Moment);
        var pauses = (await ReadAsync(reader, row => (Connection: row.GetString(0), Pause: PauseOf(row)), cancellationToken)).ToDictionary(row => row.Connection, row => row.Pause);
        return [.. connections.All.Where(connection => scope.Names.Contains(connection.Name)).Select(View)];

        ConnectionView View(SyncConnection connection)
        {
            var (name, rows, pause) = (connection.Name, links[connection.Name].ToList(), pauses.GetValueOrDefault(connection.Name));
            var paused = pause is not null || connection.Mode == ConnectionMode.Paused;
            return new ConnectionView(
                name,
                connection.Mode,
                pause,
                new LinkCounts(Of(LinkState.Live), Of(LinkState.Unpaired), Of(LinkState.Merged), Of(LinkState.Deleted), rows.Sum(row => row.Held), rows.Sum(row => row.Quarantined)),
                rows.Sum(row => row.Dirty),
                rows.Sum(row => row.Due),
                intents.GetValueOrDefault(name),
                paused ? null : rows.Select(row => row.LagSeconds).Append(0).Max(),
                PortalOf(Portal.Defender),
                PortalOf(Portal.Sentinel));

            long Of(LinkState state) => rows.Where(row => row.State == state.ToString()).Sum(row => row.Count);

            PortalView PortalOf(Portal portal)
            {
                var feed = feeds.First(feed => feed.Connection == name && feed.Portal == portal).Now;
                DateTimeOffset? cursor = cursors.TryGetValue((name, portal.ToString()), out var at) ? at : null;
                return new PortalView(feed.Name, cursor, feed.LastSuccess, feed.Error);
            }
        }
    }

    private static PauseView PauseOf(NpgsqlDataReader row) => new(
        new Caller(row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4)),
        row.GetString(5),
        row.GetFieldValue<DateTimeOffset>(6));

    private static async Task<List<T>> ReadAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        await reader.NextResultAsync(cancellationToken);
        return rows;
    }

    private sealed record LinkRow(string Connection, string State, long Count, long Held, long Quarantined, long Dirty, long Due, double LagSeconds)
    {
        public static LinkRow Of(NpgsqlDataReader row) => new(
            row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetDouble(7));
    }
}
