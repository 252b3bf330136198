using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>The state in PostgreSQL: READ COMMITTED, row locks, and the fencing token checked by every commit.</summary>
internal sealed class PostgresSyncStore(NpgsqlDataSource dataSource) : ISyncStore
{
    private static readonly ColumnList<(Link Link, bool IsDirty)> LinkColumns = new(
        ("id", row => row.Link.Id.Value),
        ("connection", row => row.Link.Connection),
        ("defender_id", row => (object?)row.Link.DefenderId?.Value ?? DBNull.Value),
        ("sentinel_name", row => row.Link.SentinelName.Value),
        ("state", row => row.Link.State.ToString()),
        ("dirty_seq", row => row.IsDirty ? 1L : 0L),
        ("comments_read", row => row.Link.CommentsRead),
        ("missing", row => StateJson.OfMissing(row.Link.Missing)),
        ("superseded_by", row => row.Link.SupersededBy?.Value ?? ""),
        ("older", row => StateJson.OfOlder(row.Link.Older)),
        ("gone_version", row => row.Link.GoneVersion));

    // Fences a worker that has the link under its old name in Sentinel.
    private static readonly string UpsertLink =
        $"""
        insert into link ({LinkColumns.Names}) values ({LinkColumns.Parameters})
        on conflict (id) do update set {LinkColumns.Excluded("id", "connection", "defender_id", "dirty_seq")},
            dirty_seq = link.dirty_seq + excluded.dirty_seq,
            not_before = case when excluded.dirty_seq = 0 then link.not_before when link.wakes_on_news then clock_timestamp()
                else greatest(link.not_before, clock_timestamp()) end,
            lease_token = link.lease_token + (case when link.sentinel_name = excluded.sentinel_name then 0 else 1 end)
        """;

    /// <summary>Called with the connection of a link whose worker never released it.</summary>
    public Action<string> TakenOver { get; init; } = _ => { };

    public async Task<Stamp?> LoadCursorAsync(string connection, Portal portal, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select cursor_ticks from feed where connection = $1 and portal = $2");
        command.Parameters.Add(new() { Value = connection });
        command.Parameters.Add(new() { Value = portal.ToString() });
        return await command.ExecuteScalarAsync(cancellationToken) is long ticks ? new Stamp(ticks) : null;
    }

    public async Task<IReadOnlyList<LinkId>> StorePageAsync(PageCommit page, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // The two feeds of a connection may find the same new pair, so pages are stored one at a time.
        await using var gate = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command("insert into connection (name) values ($1) on conflict do nothing", page.Connection),
                Sql.Command("insert into brake (connection) values ($1) on conflict do nothing", page.Connection),
                Sql.Command("select 1 from connection where name = $1 for no key update", page.Connection),
            },
        };
        await gate.ExecuteNonQueryAsync(cancellationToken);

        if (page.Step is { } taken && !await ListingRows.HoldsAsync(connection, taken.Listing, cancellationToken))
        {
            return [];
        }

        var known = await LinkRows.LockAsync(connection, page, cancellationToken);
        var before = known.ToDictionary(link => link.Id);
        var merged = PageMerge.Apply(page, known);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (link, _, isDirty) in merged)
        {
            batch.BatchCommands.Add(LinkColumns.Command(UpsertLink, (link, isDirty)));
            var was = before.GetValueOrDefault(link.Id);
            foreach (var statement in LinkStatements.Of(was, link).Concat(LinkStatements.Notes(was, link)))
            {
                batch.BatchCommands.Add(statement);
            }
        }

        if (page.Cursor is { } cursor)
        {
            batch.BatchCommands.Add(Sql.Command(
                """
                insert into feed (connection, portal, cursor_ticks) values ($1, $2, $3)
                on conflict (connection, portal) do update set cursor_ticks = greatest(feed.cursor_ticks, excluded.cursor_ticks)
                """,
                page.Connection,
                page.Portal.ToString(),
                cursor.Ticks));
        }

        if (page.Gap is { } gap)
        {
            batch.BatchCommands.Add(ListingRows.LeapOver(page, gap));
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        IReadOnlyList<LinkId> dirty = [.. merged.Where(link => link.Dirty).Select(link => link.Link.Id)];
        if (page.Step is { } step)
        {
            var links = merged.Select(link => link.Link).UnionBy(known, link => link.Id);
            dirty = [.. dirty, .. await ListingRows.MoveAsync(connection, page, step, links, dirty.Count, cancellationToken)];
        }

        await transaction.CommitAsync(cancellationToken);
        return dirty;
    }

    public async Task<Listing?> TakeListingAsync(ListingTerms terms, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await ListingRows.TakeAsync(connection, terms, cancellationToken);
    }

    public async Task<IReadOnlyList<DueLink>> FindDueAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select id, dirty from connection cross join lateral
                (select id, dirty, not_before, row_number() over (order by not_before) as turn from
                    (select id, dirty_seq > done_seq as dirty, not_before from link
                    where link.connection = connection.name and (dirty_seq > done_seq or open_intents) and not_before <= clock_timestamp()
                        and (lease_until is null or lease_until < clock_timestamp())
                    order by not_before limit $1) longest) due
            order by turn, not_before limit $1
            """);
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<DueLink>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new DueLink(new LinkId(reader.GetGuid(0)), reader.GetBoolean(1)));
        }

        return due;
    }

    public async Task<IReadOnlyList<LinkId>> FindMergedAsync(IncidentId target, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select id from link where merged_into = $1");
        command.Parameters.Add(new() { Value = target.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var links = new List<LinkId>();
        while (await reader.ReadAsync(cancellationToken))
        {
            links.Add(new LinkId(reader.GetGuid(0)));
        }

        return links;
    }

    public async Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (taken, abandoned) = await LeaseRows.TakeAsync(connection, id, terms, cancellationToken);
        var link = taken is null ? null : await LinkRows.FindAsync(connection, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (abandoned is not null)
        {
            TakenOver(abandoned);
        }

        return taken is not null && link is not null
            ? new Claim(link, taken.Token, taken.Sequence, taken.Dirty) { Lease = terms.Lease, IsBraked = taken.Braked }
            : null;
    }

    public async Task<bool> CommitAsync(Claim claim, LinkCommit left, CancellationToken cancellationToken)
    {
        var commit = left.Named(claim);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await LeaseRows.UpdateAsync(connection, claim, commit, cancellationToken))
        {
            return false;
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in LinkStatements.Of(claim.Link, commit.Link)
            .Concat(commit.Journal.Select(entry => LinkStatements.Journal(commit.Link.Id, entry, commit.RulesVersion))))
        {
            batch.BatchCommands.Add(statement);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        if (commit.Brake is { } charge)
        {
            await BrakeRows.ChargeAsync(connection, commit.Link.Connection, commit.Link.Id, charge, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
