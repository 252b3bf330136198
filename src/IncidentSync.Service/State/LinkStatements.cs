using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>The statements that change the rows of a link from one state to another. Only differences are written.</summary>
internal static class LinkStatements
{
    // Kinds that a newer version wrote are never deleted.
    private static readonly string[] KnownIntents = ["create", "change", "unanswered", "comment"];

    private static readonly ColumnList<(LinkId Link, Snapshot Now)> SnapshotColumns = new(
        ("link_id", row => row.Link.Value),
        ("portal", row => row.Now.Portal.ToString()),
        ("incident_id", row => row.Now.Id.Value),
        ("fields", row => row.Now.Incident.ToJson().ToJsonString()),
        ("stamp_ticks", row => row.Now.Stamp.Ticks),
        ("version", row => row.Now.Version),
        ("created_ticks", row => row.Now.CreatedAt.Ticks),
        ("web_url", row => row.Now.WebUrl),
        ("redirected_to", row => OrNull(row.Now.RedirectedTo?.Value)),
        ("counterpart", row => OrNull(row.Now.Counterpart?.Value)),
        ("comment_count", row => row.Now.CommentCount),
        ("raw", row => row.Now.Raw),
        ("comments", row => StateJson.OfComments(row.Now.Comments)),
        ("native", row => row.Now.IsNative),
        ("by_person", row => row.Now.IsByPerson));

    private static readonly string UpsertSnapshot =
        $"""
        insert into snapshot ({SnapshotColumns.Names}) values ({SnapshotColumns.Parameters})
        on conflict (link_id, portal) do update set {SnapshotColumns.Excluded("link_id", "portal")}
        where snapshot.stamp_ticks <= excluded.stamp_ticks or snapshot.incident_id <> excluded.incident_id or {SnapshotColumns.After(1)}
        """;

    public static IEnumerable<NpgsqlBatchCommand> Of(Link? before, Link after) =>
    [
        .. ForgottenSnapshots(before, after),
        .. Snapshots(before, after),
        .. Bases(before, after),
        .. Comments(before, after),
        .. Intents(before, after),
        .. Resolutions(before, after),
    ];

    public static NpgsqlBatchCommand Journal(LinkId link, JournalEntry entry, string rules) => Sql.Command(
        "insert into journal (link_id, kind, portal, field, was, now, reason, rules) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        link.Value,
        entry.Kind.ToString(),
        OrNull(entry.Portal?.ToString()),
        OrNull(entry.Field?.Name),
        Value(entry.Field, entry.Was),
        Value(entry.Field, entry.Now),
        entry.Reason,
        rules);

    // The link gave its Sentinel incident to another link and has no other yet.
    private static IEnumerable<NpgsqlBatchCommand> ForgottenSnapshots(Link? before, Link after) =>
        from portal in Portals.Both
        where before?[portal] is not null && after[portal] is null
        select Sql.Command("delete from snapshot where link_id = $1 and portal = $2", after.Id.Value, portal.ToString());

    private static IEnumerable<NpgsqlBatchCommand> Snapshots(Link? before, Link after) =>
        from portal in Portals.Both
        let now = after[portal]
        where now is not null && !ReferenceEquals(now, before?[portal])
        select SnapshotColumns.Command(UpsertSnapshot, (after.Id, now), now.SteppedBack);

    private static IEnumerable<NpgsqlBatchCommand> Bases(Link? before, Link after) => ForgottenBases(before, after).Concat(
        from pair in after.Bases.ByField
        where before?.Bases[pair.Key] is not { } then || !ReferenceEquals(then, pair.Value)
        select Sql.Command(
            """
            insert into base (link_id, field, defender, sentinel, defender_since_ticks, sentinel_since_ticks)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (link_id, field) do update set defender = excluded.defender, sentinel = excluded.sentinel,
                defender_since_ticks = excluded.defender_since_ticks, sentinel_since_ticks = excluded.sentinel_since_ticks
            """,
            after.Id.Value,
            pair.Key.Name,
            StateJson.OfReading(pair.Key, pair.Value.Defender),
            StateJson.OfReading(pair.Key, pair.Value.Sentinel),
            OrNull(pair.Value.DefenderSince?.Ticks),
            OrNull(pair.Value.SentinelSince?.Ticks)));

    // The link has another Sentinel incident than before: it begins at first contact.
    private static IEnumerable<NpgsqlBatchCommand> ForgottenBases(Link? before, Link after)
    {
        var gone = before?.Bases.ByField.Keys.Where(field => after.Bases[field] is null).Select(field => field.Name).ToArray() ?? [];
        return gone.Length == 0 ? [] : [Sql.Command("delete from base where link_id = $1 and field = any($2)", after.Id.Value, gone)];
    }

    private static IEnumerable<NpgsqlBatchCommand> Comments(Link? before, Link after) =>
        from comment in after.Comments.Except(before?.Comments ?? [])
        select Sql.Command(
            """
            insert into comment (link_id, home, comment_id, role, counterpart, edition, is_foreign) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (link_id, home, comment_id) do update
                set role = excluded.role, counterpart = excluded.counterpart, edition = excluded.edition, is_foreign = excluded.is_foreign
            """,
            after.Id.Value,
            comment.Home.ToString(),
            comment.Id.Value,
            comment.Role.ToString(),
            OrNull(comment.Counterpart?.Value),
            comment.ContentHash,
            comment.IsForeign);

    // A page writes only what it notes of an intent. A worker's note yields to what a page has noted since, because either may come between
    // the other's read and write.
    private static IEnumerable<NpgsqlBatchCommand> Intents(Link? before, Link after)
    {
        var known = (before?.Intents ?? []).ToDictionary(intent => intent.Key);
        var kept = after.Intents.Select(intent => intent.Key).ToHashSet();
        if (known.Keys.Any(key => !kept.Contains(key)))
        {
            yield return Sql.Command(
                "delete from intent where link_id = $1 and kind = any($2) and key <> all($3)",
                after.Id.Value, KnownIntents, kept.ToArray());
        }

        foreach (var intent in after.Intents)
        {
            var ((kind, content), was) = (IntentJson.Of(intent), known.GetValueOrDefault(intent.Key));
            if (was is not null && IntentJson.OfShown(was) is var noted && IntentJson.OfShown(intent) is var shown && shown != noted)
            {
                yield return Sql.Command(
                    "update intent set shown = $3 where link_id = $1 and key = $2 and shown = $4",
                    after.Id.Value, intent.Key, shown, noted);
            }

            if (was is not null && was.Sent == intent.Sent && was.Rest == intent.Rest && IntentJson.Of(was) == (kind, content))
            {
                continue;
            }

            yield return Sql.Command(
                """
                insert into intent (link_id, key, position, portal, kind, sent, content, due)
                select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, clock_timestamp() + $7 from intent where link_id = $1
                on conflict (link_id, key) do update
                    set sent = excluded.sent, content = excluded.content, due = case when $8 then intent.due else excluded.due end
                """,
                after.Id.Value,
                intent.Key,
                intent.Portal.ToString(),
                kind,
                intent.Sent,
                content,
                intent.Rest,
                was?.Rest == intent.Rest);
        }
    }

    /// <summary>Notes what a page has shown of the intents.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Notes(Link? before, Link after) =>
        from intent in after.Intents
        let was = before?.Intents.FirstOrDefault(known => known.Key == intent.Key)
        let shown = IntentJson.OfShown(intent)
        where was is not null && shown != IntentJson.OfShown(was)
        select Sql.Command("update intent set shown = $3 where link_id = $1 and key = $2", after.Id.Value, intent.Key, shown);

    // Only operators add a resolution; a stage removes it when it is done.
    private static IEnumerable<NpgsqlBatchCommand> Resolutions(Link? before, Link after) =>
        from field in before?.Resolutions.Keys ?? []
        where !after.Resolutions.ContainsKey(field)
        select Sql.Command("delete from resolution where link_id = $1 and field = $2", after.Id.Value, field.Name);

    private static object OrNull(object? value) => value ?? DBNull.Value;

    private static object Value(Field? field, Reading? reading) =>
        field is null || reading is null ? DBNull.Value : StateJson.OfReading(field, reading);
}
