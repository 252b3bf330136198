using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>
/// The lease of a link: taken by one worker, taken away from one that never came back, and asked for by whatever is committed under it. The
/// database's clock is the only one.
/// </summary>
internal static class LeaseRows
{
    // What an abandoned worker had announced may have been sent.
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

    private const string Update =
        """
        update link set state = coalesce($3, state), unwritable = $5, attempts = $6, last_error = $7, open_intents = $8,
            done_seq = greatest(done_seq, $9), dirty_seq = dirty_seq + $10,
            not_before = clock_timestamp() + greatest(
                $11, case when dirty_seq + $10 > greatest(done_seq, $9) then interval '0' else $24 end),
            gone_version = coalesce($25, gone_version), lease_until = case when $12 then clock_timestamp() + $17 end,
            comments_read = case comments_read when $23 then $13 else comments_read end, wakes_on_news = $16,
            missing = coalesce($18, missing), merged_into = coalesce($19, merged_into), recent = coalesce($20, recent),
            older = coalesce($21, older), observed = coalesce($22, observed), obstacle = $26, obstacle_code = $27,
            held = (select coalesce(jsonb_object_agg(key, value), '{}') || $4::jsonb
                from jsonb_each_text(held::jsonb) where not (key = any($14) and value = any($15)))::text
        where id = $1 and lease_token = $2
        """;

    /// <summary>A lease that was granted.</summary>
    /// <param name="Token">Checked by every commit.</param>
    /// <param name="Sequence">What is to be planned, as of now.</param>
    /// <param name="Dirty">Something is to be planned at all.</param>
    /// <param name="Braked">The connection's brake is on.</param>
    internal sealed record Granted(long Token, long Sequence, bool Dirty, bool Braked);

    /// <summary>Takes the link if it is due and free, and says whose it was if its worker never released it.</summary>
    public static async Task<(Granted? Lease, string? Abandoned)> TakeAsync(
        NpgsqlConnection connection, LinkId id, LeaseTerms terms, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                LinkStatements.Command(TakeAway, id.Value, terms.CoolDown),
                LinkStatements.Command(Take, id.Value, terms.Lease),
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
    /// The row of the link as its worker leaves it; false when the link is another's by now. What the worker did not change may have been
    /// changed by a page or an operator meanwhile, and stays.
    /// </summary>
    public static async Task<bool> UpdateAsync(
        NpgsqlConnection connection, Claim claim, LinkCommit commit, CancellationToken cancellationToken)
    {
        var (before, after) = (claim.Link, commit.Link);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                LinkStatements.Command(
                    Update,
                    after.Id.Value,
                    claim.Token,
                    Changed(link => link.State.ToString()),
                    StateJson.OfHeld(after),
                    StateJson.OfUnwritable(after.Unwritable),
                    after.Attempts,
                    after.LastError,
                    !after.Intents.IsEmpty,
                    commit.Next is NextStep.Done ? claim.DirtySequence : 0L,
                    commit.Next.MarksDirty ? 1L : 0L,
                    commit.Next.Rest,
                    commit.Next.KeepsLease,
                    after.CommentsRead,
                    StateJson.KnownHolds,
                    StateJson.KnownHoldReasons,
                    commit.Next.EndsOnNews,
                    claim.Lease,
                    Changed(link => StateJson.OfMissing(link.Missing)),
                    Changed(link => StateJson.OfMergeTarget(link.MergedInto)),
                    Changed(link => StateJson.OfRecent(link.Recent)),
                    Changed(link => StateJson.OfOlder(link.Older)),
                    Changed(link => link.Observed),
                    before.CommentsRead,
                    commit.IntentsRest,
                    Changed(link => link.GoneVersion),
                    after.Obstacle?.Kind.ToString() ?? "",
                    after.Obstacle?.Code ?? ""),
            },
        };
        return await batch.ExecuteNonQueryAsync(cancellationToken) == 1;

        object Changed(Func<Link, string> column) =>
            column(before) is var old && column(after) is var now && now != old ? now : DBNull.Value;
    }
}
