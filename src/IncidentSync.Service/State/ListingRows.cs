using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>The backfills and sweeps: a step takes a list, its page moves it, and a cursor that leaps begins one.</summary>
internal static class ListingRows
{
    private const string Know =
        """
        insert into listing (connection, portal, kind)
        select $1, $2, kind from unnest($3) kind where exists (select from connection where name = $1) on conflict do nothing
        """;

    private const string Begin =
        """
        update listing set since_ticks = $4, until_ticks = $5, span_ticks = $5 - $4, read = 0, changed = 0, missing = 0, differing = 0,
            started_at = clock_timestamp()
        where connection = $1 and portal = $2 and kind = $3 and since_ticks is null and due_from + $6 <= clock_timestamp()
        """;

    private const string Take =
        """
        update listing set token = token + 1, lease_until = clock_timestamp() + $3
        where connection = $1 and portal = $2 and kind =
            (select kind from listing where connection = $1 and portal = $2 and since_ticks is not null and not exists
                (select from listing busy where busy.connection = $1 and busy.portal = $2 and busy.lease_until >= clock_timestamp())
            order by array_position($4, kind) limit 1 for update skip locked)
        returning kind, since_ticks, until_ticks, read, token, extract(epoch from clock_timestamp() - started_at)::float8,
            case when span_ticks > 0 then 1 - (until_ticks - since_ticks)::float8 / span_ticks else 1 end
        """;

    private const string Hold =
        "select from listing where connection = $1 and portal = $2 and kind = $3 and token = $4 for update";

    private const string Missing =
        """
        update link set missing = $7, dirty_seq = dirty_seq + 1,
            not_before = case when wakes_on_news then clock_timestamp() else greatest(not_before, clock_timestamp()) end
        where state = 'Live' and missing = '' and lease_until is null and id in
            (select link_id from snapshot join link on link.id = link_id
            where connection = $1 and snapshot.portal = $2 and closed = $3 and stamp_ticks between $4 and $5
                and lower(incident_id) <> all($6))
        returning id
        """;

    private const string Differing =
        """
        update link set dirty_seq = dirty_seq + 1
        where id = any($1) and dirty_seq = done_seq and not open_intents and lease_until is null returning id
        """;

    private const string Move =
        """
        update listing set since_ticks = $4, until_ticks = $5, read = read + $6, changed = changed + $7, missing = missing + $8,
            differing = differing + $9, lease_until = case when $11 then lease_until end,
            due_from = case when $10 then clock_timestamp() else due_from end,
            finished_at = case when $10 then clock_timestamp() else finished_at end,
            divergent = case when $10 then differing + $9 else divergent end
        where connection = $1 and portal = $2 and kind = $3
        """;

    // A step under way would move the old range, so it loses its lease.
    private const string Leap =
        """
        insert into listing (connection, portal, kind, since_ticks, until_ticks, span_ticks, started_at)
        values ($1, $2, 'Backfill', $3, $4, $4 - $3, clock_timestamp())
        on conflict (connection, portal, kind) do update set
            since_ticks = least(listing.since_ticks, excluded.since_ticks),
            until_ticks = greatest(listing.until_ticks, excluded.until_ticks),
            span_ticks = greatest(listing.until_ticks, excluded.until_ticks) - least(listing.since_ticks, excluded.since_ticks),
            read = case when listing.since_ticks is null then 0 else listing.read end,
            started_at = case when listing.since_ticks is null then excluded.started_at else listing.started_at end,
            finished_at = null, token = listing.token + 1, lease_until = null
        """;

    private static readonly string[] Kinds =
        [nameof(ListingKind.Backfill), nameof(ListingKind.OpenSweep), nameof(ListingKind.ClosedSweep)];

    public static async Task<Listing?> TakeAsync(NpgsqlConnection connection, ListingTerms terms, CancellationToken cancellationToken)
    {
        var portal = terms.Portal.ToString();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command(Know, terms.Connection, portal, Kinds[1..]),
                BeginWhenDue(ListingKind.OpenSweep, terms.OpenEvery),
                BeginWhenDue(ListingKind.ClosedSweep, terms.ClosedEvery),
                Sql.Command(Take, terms.Connection, portal, terms.Lease, Kinds),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return !await reader.ReadAsync(cancellationToken) ? null : new Listing(
            terms.Connection,
            terms.Portal,
            Enum.Parse<ListingKind>(reader.GetString(0)),
            new FeedRange(new Stamp(reader.GetInt64(1)), new Stamp(reader.GetInt64(2))),
            reader.GetInt32(3),
            reader.GetInt64(4))
        {
            Progress = new ListingProgress(TimeSpan.FromSeconds(reader.GetDouble(5)), reader.GetDouble(6)),
        };

        NpgsqlBatchCommand BeginWhenDue(ListingKind kind, TimeSpan every) => Sql.Command(
            Begin, terms.Connection, portal, kind.ToString(), terms.RangeOf(kind).Since.Ticks, terms.Until.Ticks, every);
    }

    /// <summary>Whether the step still has its lease; its row stays locked.</summary>
    public static async Task<bool> HoldsAsync(NpgsqlConnection connection, Listing listing, CancellationToken cancellationToken) =>
        (await RowsAsync(
            connection,
            Sql.Command(Hold, listing.Connection, listing.Portal.ToString(), listing.Kind.ToString(), listing.Token),
            _ => true,
            cancellationToken)).Count == 1;

    /// <summary>
    /// Marks the links that the step found and moves its list. Returns the links that this made dirty, besides those that changed.
    /// </summary>
    public static async Task<IReadOnlyList<LinkId>> MoveAsync(
        NpgsqlConnection connection,
        PageCommit page,
        ListingStep step,
        IEnumerable<Link> links,
        int changed,
        CancellationToken cancellationToken)
    {
        var listing = step.Listing;
        var missing = step.Listed is not { } listed ? [] : await RowsAsync(
            connection,
            Sql.Command(
                Missing,
                listing.Connection,
                listing.Portal.ToString(),
                listing.Scope == FeedScope.Closed,
                step.Done.Since.Ticks,
                step.Done.Until!.Value.Ticks,
                listed.Select(id => id.Value.ToLowerInvariant()).ToArray(),
                StateJson.OfMissing(MissingIncident.Met(listing.Portal))),
            row => new LinkId(row.GetGuid(0)),
            cancellationToken);
        var differ = links.Where(step.Differs).Select(link => link.Id.Value).ToArray();
        var differing = differ.Length == 0 ? [] : await RowsAsync(
            connection, Sql.Command(Differing, differ), row => new LinkId(row.GetGuid(0)), cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command(
                    Move,
                    listing.Connection,
                    listing.Portal.ToString(),
                    listing.Kind.ToString(),
                    (object?)step.Left?.Since.Ticks ?? DBNull.Value,
                    (object?)step.Left?.Until?.Ticks ?? DBNull.Value,
                    page.Snapshots.Count,
                    changed,
                    missing.Count,
                    differing.Count,
                    step.Left is null,
                    step.GoesOn),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        if (step.Brake is { } charge)
        {
            await BrakeRows.ChargeAsync(connection, listing.Connection, null, charge, cancellationToken);
        }

        return [.. missing, .. differing];
    }

    /// <summary>Adds the range that a cursor leaps over as a backfill.</summary>
    public static NpgsqlBatchCommand LeapOver(PageCommit page, FeedRange gap) =>
        Sql.Command(Leap, page.Connection, page.Portal.ToString(), gap.Since.Ticks, gap.Until!.Value.Ticks);

    private static async Task<IReadOnlyList<T>> RowsAsync<T>(
        NpgsqlConnection connection, NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
