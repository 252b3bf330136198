using IncidentSync.Core.Incidents;
using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>The state in PostgreSQL: READ COMMITTED, row locks, and the fencing token checked by every commit.</summary>
internal sealed class PostgresSyncStore(NpgsqlDataSource dataSource) : ISyncStore
{
    /// <summary>Told the connection of a link whose worker never released it.</summary>
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

        // The two feeds of a connection may meet the same new pair: one page at a time.
        await using var gate = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                LinkStatements.Command("insert into connection (name) values ($1) on conflict do nothing", page.Connection),
                LinkStatements.Command("insert into brake (connection) values ($1) on conflict do nothing", page.Connection),
                LinkStatements.Command("select 1 from connection where name = $1 for no key update", page.Connection),
            },
        };
        await gate.ExecuteNonQueryAsync(cancellationToken);

        if (page.Step is { } taken && !await ListingRows.HoldsAsync(connection, taken.Listing, cancellationToken))
        {
            return [];
        }

        var known = await LinkRows.LockAsync(connection, page.Connection, DefenderIds(page), SentinelNames(page), cancellationToken);
        var before = known.ToDictionary(link => link.Id);
        var merged = PageMerge.Apply(page, known);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (link, _, isDirty) in merged)
        {
            batch.BatchCommands.Add(UpsertLink(link, isDirty));
            foreach (var statement in LinkStatements.Of(before.GetValueOrDefault(link.Id), link))
            {
                batch.BatchCommands.Add(statement);
            }
        }

        if (page.Cursor is { } cursor)
        {
            batch.BatchCommands.Add(LinkStatements.Command(
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

    public async Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                LinkStatements.Command(
                    """
                    with abandoned as (
                        update link set lease_until = null, lease_token = lease_token + 1, not_before = clock_timestamp() + case when open_intents then $3 else $2 end
                        where id = $1 and lease_until < clock_timestamp() returning id, connection),
                    doubtful as (update intent set sent = true where link_id in (select id from abandoned))
                    select connection from abandoned
                    """,
                    id.Value,
                    terms.CoolDown,
                    terms.Settle),
                LinkStatements.Command(
                    """
                    update link set lease_token = lease_token + 1, lease_until = clock_timestamp() + $2
                    where id = $1 and not_before <= clock_timestamp() and lease_until is null and (dirty_seq > done_seq or open_intents)
                    returning lease_token, dirty_seq, dirty_seq > done_seq,
                        exists (select from brake where brake.connection = link.connection and engaged_at is not null)
                    """,
                    id.Value,
                    terms.Lease),
            },
        };
        (long Token, long Sequence, bool Dirty, bool Braked)? taken = null;
        string? abandoned = null;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            abandoned = await reader.ReadAsync(cancellationToken) ? reader.GetString(0) : null;
            await reader.NextResultAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
            {
                taken = (reader.GetInt64(0), reader.GetInt64(1), reader.GetBoolean(2), reader.GetBoolean(3));
            }
        }

        var link = taken is null ? null : await LinkRows.FindAsync(connection, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (abandoned is not null)
        {
            TakenOver(abandoned);
        }

        return taken is { } claim && link is not null
            ? new Claim(link, claim.Token, claim.Sequence, claim.Dirty) { Lease = terms.Lease, IsBraked = claim.Braked }
            : null;
    }

    public async Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await UpdateLinkAsync(connection, claim, commit, cancellationToken))
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

    // What the worker did not change may have been changed by a page or an operator meanwhile, and stays.
    private static async Task<bool> UpdateLinkAsync(
        NpgsqlConnection connection, Claim claim, LinkCommit commit, CancellationToken cancellationToken)
    {
        var (before, after) = (claim.Link, commit.Link);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                LinkStatements.Command(
                    """
                    update link set state = coalesce($3, state), unwritable = $5, attempts = $6, last_error = $7, open_intents = $8,
                        done_seq = greatest(done_seq, $9), dirty_seq = dirty_seq + $10,
                        not_before = clock_timestamp() + $11, lease_until = case when $12 then clock_timestamp() + $17 end,
                        comments_read = coalesce($13, comments_read), wakes_on_news = $16,
                        missing = coalesce($18, missing), merged_into = coalesce($19, merged_into), recent = coalesce($20, recent),
                        older = coalesce($21, older), observed = coalesce($22, observed),
                        held = (select coalesce(jsonb_object_agg(key, value), '{}') || $4::jsonb
                            from jsonb_each_text(held::jsonb) where not (key = any($14) and value = any($15)))::text
                    where id = $1 and lease_token = $2
                    """,
                    after.Id.Value,
                    claim.Token,
                    Changed(link => link.State.ToString()),
                    StateJson.OfHeld(after.Held, after.Hold),
                    StateJson.OfUnwritable(after.Unwritable),
                    after.Attempts,
                    after.LastError,
                    !after.Intents.IsEmpty,
                    commit.Planned ? claim.DirtySequence : 0L,
                    commit.MarkDirty ? 1L : 0L,
                    commit.Rest,
                    commit.KeepLease,
                    after.CommentsRead == before.CommentsRead ? DBNull.Value : after.CommentsRead,
                    StateJson.KnownHolds,
                    StateJson.KnownHoldReasons,
                    commit.WakesOnNews,
                    claim.Lease,
                    Changed(link => StateJson.OfMissing(link.Missing)),
                    Changed(link => StateJson.OfMergeTarget(link.MergedInto)),
                    Changed(link => StateJson.OfRecent(link.Recent)),
                    Changed(link => StateJson.OfOlder(link.Older)),
                    Changed(link => link.Observed)),
            },
        };
        return await batch.ExecuteNonQueryAsync(cancellationToken) == 1;

        object Changed(Func<Link, string> column) => column(before) is var old && column(after) is var now && now != old ? now : DBNull.Value;
    }

    // A worker that has the link under its old name in Sentinel is fenced.
    private static NpgsqlBatchCommand UpsertLink(Link link, bool dirty) => LinkStatements.Command(
        """
        insert into link (id, connection, defender_id, sentinel_name, state, dirty_seq, comments_read, missing, superseded_by, older)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (id) do update set sentinel_name = excluded.sentinel_name, dirty_seq = link.dirty_seq + excluded.dirty_seq,
            not_before = case when excluded.dirty_seq = 0 then link.not_before when link.wakes_on_news then clock_timestamp()
                else greatest(link.not_before, clock_timestamp()) end,
            lease_token = link.lease_token + (case when link.sentinel_name = excluded.sentinel_name then 0 else 1 end),
            state = excluded.state, comments_read = excluded.comments_read, missing = excluded.missing,
            superseded_by = excluded.superseded_by, older = excluded.older
        """,
        link.Id.Value,
        link.Connection,
        (object?)link.DefenderId?.Value ?? DBNull.Value,
        link.SentinelName.Value,
        link.State.ToString(),
        dirty ? 1L : 0L,
        link.CommentsRead,
        StateJson.OfMissing(link.Missing),
        link.SupersededBy?.Value ?? "",
        StateJson.OfOlder(link.Older));

    private static string[] DefenderIds(PageCommit page) =>
        [.. page.Snapshots.Select(snapshot => snapshot.Portal == Portal.Defender ? snapshot.Id : snapshot.Counterpart).Where(id => id is not null).Select(id => id!.Value.Value)];

    private static string[] SentinelNames(PageCommit page) =>
        [.. page.Snapshots.Where(snapshot => snapshot.Portal == Portal.Sentinel).Select(snapshot => snapshot.Id.Value)];
}
