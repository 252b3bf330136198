using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Links;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Quotas;
using IncidentSync.Service.Readers;
using Npgsql;

namespace IncidentSync.Service.Admin.Connections;

/// <summary>What the configuration, the store and this replica's feeds know of connections.</summary>
internal sealed class ConnectionQuery(
    NpgsqlDataSource dataSource,
    ConnectionSet connections,
    Brakes brakes,
    Listings listings,
    IEnumerable<FeedHealth> feeds,
    CallGates gates,
    QuotaStore quotas)
{
    private const string Links =
        """
        select connection, state, count(*), count(*) filter (where held <> '{}'), count(*) filter (where attempts >= $2),
            count(*) filter (where observed <> ''),
            count(*) filter (where dirty_seq > done_seq), count(*) filter (where due),
            coalesce(extract(epoch from max(clock_timestamp() - not_before) filter (where due)), 0)::float8
        from (select *, (dirty_seq > done_seq or open_intents) and not_before <= clock_timestamp() as due from link) link
        where connection = any($1) group by connection, state
        """;

    private const string Intents =
        "select connection, count(*) from intent join link on link.id = intent.link_id where connection = any($1) group by connection";

    private const string Cursors = "select connection, portal, cursor_ticks from feed where connection = any($1)";

    private const string Pauses =
        """
        select name, issuer, subject, object_id, app_id, reason, at
        from connection join audit on audit.id = connection.pause where name = any($1)
        """;

    /// <summary>The connections of a scope, in the order of the configuration.</summary>
    public async Task<IReadOnlyList<ConnectionView>> ListAsync(ConnectionScope scope, CancellationToken cancellationToken)
    {
        var chosen = connections.All.Where(connection => scope.Names.Contains(connection.Name)).ToList();
        var asked = from connection in chosen
                    from portal in Portals.Both
                    from quota in gates.Find(connection.Name, portal).Quotas
                    select (quota.Key, quota.Quota.Window);
        var used = await quotas.ReadAsync([.. asked.Distinct()], cancellationToken);
        await using var batch = dataSource.CreateBatch();
        foreach (var sql in new[] { Links, Intents, Cursors, Pauses })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = scope.Names } } });
        }

        batch.BatchCommands[0].Parameters.Add(new() { Value = Quarantine.Attempts });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var stored = new Stored(
            (await ReadAsync(reader, LinkRow.Of, cancellationToken)).ToLookup(row => row.Connection),
            await ByKeyAsync(reader, row => row.GetString(0), row => row.GetInt64(1), cancellationToken),
            await ByKeyAsync(reader, row => (row.GetString(0), row.GetString(1)), row => new Stamp(row.GetInt64(2)), cancellationToken),
            await ByKeyAsync(reader, row => row.GetString(0), PauseOf, cancellationToken),
            await brakes.FindAsync(scope.Names, cancellationToken),
            await listings.FindAsync(scope.Names, cancellationToken),
            used);
        return [.. chosen.Select(connection => View(connection, stored))];
    }

    private ConnectionView View(SyncConnection connection, Stored stored)
    {
        var links = stored.Links[connection.Name].ToList();
        var pause = stored.Pauses.GetValueOrDefault(connection.Name);
        var isPaused = pause is not null || connection.Mode == ConnectionMode.Paused;
        return new ConnectionView(
            connection.Name,
            connection.Mode,
            connection.Native.IsUnknown ? null : connection.Native.IsOn,
            pause,
            stored.Brakes.GetValueOrDefault(connection.Name),
            new LinkCounts(
                In(LinkState.Live),
                In(LinkState.Unpaired),
                In(LinkState.Merged),
                In(LinkState.Deleted),
                links.Sum(row => row.Held),
                links.Sum(row => row.Quarantined),
                links.Sum(row => row.Divergent)),
            links.Sum(row => row.Dirty),
            links.Sum(row => row.Due),
            stored.Intents.GetValueOrDefault(connection.Name),
            ListingRow.SweepOf([.. stored.Listings[connection.Name]]),
            isPaused ? null : links.Select(row => row.LagSeconds).Append(0).Max(),
            PortalOf(connection.Name, Portal.Defender, stored),
            PortalOf(connection.Name, Portal.Sentinel, stored));

        long In(LinkState state) => links.Where(row => row.State == state.ToString()).Sum(row => row.Count);
    }

    private PortalView PortalOf(string connection, Portal portal, Stored stored)
    {
        var feed = feeds.First(feed => feed.Connection == connection && feed.Portal == portal).Now;
        DateTimeOffset? cursor = stored.Cursors.TryGetValue((connection, portal.ToString()), out var stamp) ? stamp.Moment : null;
        var gate = gates.Find(connection, portal);
        return new PortalView(
            feed.Name,
            cursor,
            feed.LastSuccess,
            feed.Error,
            ListingRow.BackfillOf(stored.Listings[connection], portal),
            ViewOf(gate.ReadsOpen),
            ViewOf(gate.WritesOpen),
            [.. gate.Quotas.Select(BudgetOf)]);

        static CircuitView? ViewOf(Circuit.State? open) => open is null ? null : new CircuitView(open.Reason, open.Since, open.ProbeAt);

        BudgetView BudgetOf((QuotaKind Kind, string Key, Quota Quota) asked)
        {
            var used = stored.Used.GetValueOrDefault(asked.Key, QuotaUse.Nothing);
            var most = asked.Quota.Calls * (used.IsDistrusted ? 1 : asked.Quota.Trust);
            return new BudgetView(asked.Kind, most, asked.Quota.Per.TotalSeconds, gate.LeftOf(asked.Kind, used), used.BlockedUntil);
        }
    }

    private static PauseView PauseOf(NpgsqlDataReader row) => new(
        new Caller(
            row.GetString(1),
            row.GetString(2),
            row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? null : row.GetString(4)),
        row.GetString(5),
        row.GetFieldValue<DateTimeOffset>(6));

    private static async Task<Dictionary<TKey, T>> ByKeyAsync<TKey, T>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, TKey> key, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where TKey : notnull
    {
        var rows = await ReadAsync(reader, row => (Key: key(row), Value: read(row)), cancellationToken);
        return rows.ToDictionary(row => row.Key, row => row.Value);
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        await reader.NextResultAsync(cancellationToken);
        return rows;
    }

    private sealed record Stored(
        ILookup<string, LinkRow> Links,
        Dictionary<string, long> Intents,
        Dictionary<(string Connection, string Portal), Stamp> Cursors,
        Dictionary<string, PauseView> Pauses,
        IReadOnlyDictionary<string, BrakeView> Brakes,
        ILookup<string, ListingRow> Listings,
        IReadOnlyDictionary<string, QuotaUse> Used);

    private sealed record LinkRow(
        string Connection, string State, long Count, long Held, long Quarantined, long Divergent, long Dirty, long Due, double LagSeconds)
    {
        public static LinkRow Of(NpgsqlDataReader row) => new(
            row.GetString(0),
            row.GetString(1),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.GetInt64(5),
            row.GetInt64(6),
            row.GetInt64(7),
            row.GetDouble(8));
    }
}
