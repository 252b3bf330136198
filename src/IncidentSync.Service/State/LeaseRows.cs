using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>
/// The lease of a link: a worker takes it, a worker that never came back loses it, and every commit checks it. Only the database's clock
/// counts.
/// </summary>
internal static class LeaseRows
{
    // A worker that never came back may have sent its intents.
    private const string TakeAway =
        """
        with abandoned as (
            update link set lease_until = null, lease_token = lease_token + 1, not_before = clock_timestamp() + $2
            where id = $1 and lease_until < clock_timestamp() returning id, connection),
        doubtful as (update intent set sent = true where link_id in (select id from abandoned))
        select connection from abandoned
        """;

    private const string Take =
        """
        update link set lease_token = lease_token + 1, lease_until = clock_timestamp() + $2
        where id = $1 and not_before <= clock_timestamp() and lease_until is null and (dirty_seq > done_seq or open_intents)
        returning lease_token, dirty_seq, dirty_seq > done_seq,
            exists (select from brake where brake.connection = link.connection and engaged_at is not null)
        """;

    private static readonly ColumnList<Left> Columns = new(
        ("id", left => left.After.Id.Value),
        ("lease_token", left => left.Claim.Token),
        ("state", left => left.Changed(link => link.State.ToString())),
        ("held", left => StateJson.OfHeld(left.After)),
        ("unwritable", left => StateJson.OfUnwritable(left.After.Unwritable)),
        ("attempts", left => left.After.Attempts),
        ("last_error", left => left.After.LastError),
        ("open_intents", left => !left.After.Intents.IsEmpty),
        ("done_seq", left => left.Commit.Next is NextStep.Done ? left.Claim.DirtySequence : 0L),
        ("dirty_seq", left => left.Commit.Next.MarksDirty ? 1L : 0L),
        ("not_before", left => left.Commit.Next.Rest),
        ("lease_until", left => left.Commit.Next.KeepsLease ? left.Claim.Lease : DBNull.Value),
        ("comments_read", left => left.After.CommentsRead),
        ("wakes_on_news", left => left.Commit.Next.EndsOnNews),
        ("missing", left => left.Changed(link => StateJson.OfMissing(link.Missing))),
        ("merged_into", left => left.Changed(link => StateJson.OfMergeTarget(link.MergedInto))),
        ("recent", left => left.Changed(link => StateJson.OfRecent(link.Recent))),
        ("older", left => left.Changed(link => StateJson.OfOlder(link.Older))),
        ("observed", left => left.Changed(link => link.Observed)),
        ("gone_version", left => left.Changed(link => link.GoneVersion)),
        ("obstacle", left => left.After.Obstacle?.Kind.ToString() ?? ""),
        ("obstacle_code", left => left.After.Obstacle?.Code ?? ""),
        ("known holds", _ => StateJson.KnownHolds),
        ("known reasons", _ => StateJson.KnownHoldReasons),
        ("comments_read before", left => left.Claim.Link.CommentsRead),
        ("rest of intents", left => left.Commit.IntentsRest));

    // A link that is not dirty rests at least as long as all its intents.
    private static readonly string Update =
        $"""
        update link set {Set("unwritable", "attempts", "last_error", "open_intents", "wakes_on_news", "obstacle", "obstacle_code")},
            {SetWhenChanged("state", "missing", "merged_into", "recent", "older", "observed", "gone_version")},
            done_seq = greatest(done_seq, {Columns["done_seq"]}),
            dirty_seq = dirty_seq + {Columns["dirty_seq"]},
            not_before = clock_timestamp() + greatest(
                {Columns["not_before"]},
                case when dirty_seq + {Columns["dirty_seq"]} > greatest(done_seq, {Columns["done_seq"]}) then interval '0'
                    else {Columns["rest of intents"]} end),
            lease_until = clock_timestamp() + {Columns["lease_until"]}::interval,
            comments_read = case comments_read when {Columns["comments_read before"]} then {Columns["comments_read"]}
                else comments_read end,
            held = (select coalesce(jsonb_object_agg(key, value), jsonb_build_object()) || {Columns["held"]}::jsonb
                from jsonb_each_text(held::jsonb)
                where not (key = any({Columns["known holds"]}) and value = any({Columns["known reasons"]})))::text
        where id = {Columns["id"]} and lease_token = {Columns["lease_token"]}
        """;

    /// <summary>A lease that was granted.</summary>
    /// <param name="Token">Checked by every commit.</param>
    /// <param name="Sequence">The newest change to plan.</param>
    /// <param name="Dirty">Whether there is a change to plan.</param>
    /// <param name="Braked">The connection's brake is on.</param>
    internal sealed record Granted(long Token, long Sequence, bool Dirty, bool Braked);

    /// <summary>Takes the link if it is due and free; returns its connection if its worker never released it.</summary>
    public static async Task<(Granted? Lease, string? Abandoned)> TakeAsync(
        NpgsqlConnection connection, LinkId id, LeaseTerms terms, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command(TakeAway, id.Value, terms.CoolDown),
                Sql.Command(Take, id.Value, terms.Lease),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var abandoned = await reader.ReadAsync(cancellationToken) ? reader.GetString(0) : null;
        await reader.NextResultAsync(cancellationToken);
        var lease = await reader.ReadAsync(cancellationToken)
            ? new Granted(reader.GetInt64(0), reader.GetInt64(1), reader.GetBoolean(2), reader.GetBoolean(3))
            : null;
        return (lease, abandoned);
    }

    /// <summary>
    /// Writes the row of the link as its worker leaves it; false when another worker has the link by now. Columns that the worker did not
    /// change stay, because a page or an operator may have changed them meanwhile.
    /// </summary>
    public static async Task<bool> UpdateAsync(
        NpgsqlConnection connection, Claim claim, LinkCommit commit, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Columns.Command(Update, new Left(claim, commit)) } };
        return await batch.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static string Set(params string[] columns) => string.Join(", ", columns.Select(column => $"{column} = {Columns[column]}"));

    private static string SetWhenChanged(params string[] columns) =>
        string.Join(", ", columns.Select(column => $"{column} = coalesce({Columns[column]}, {column})"));

    /// <summary>The changes that a worker commits.</summary>
    private sealed record Left(Claim Claim, LinkCommit Commit)
    {
        public Link After => Commit.Link;

        /// <summary>The column's value when the worker changed it, and null when it did not.</summary>
        public object Changed(Func<Link, string> column) =>
            column(Claim.Link) is var old && column(After) is var now && now != old ? now : DBNull.Value;
    }
}
