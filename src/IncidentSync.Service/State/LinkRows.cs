using System.Data;
using System.Text.Json.Nodes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using Npgsql;

namespace IncidentSync.Service.State;

/// <summary>Reads links with everything that belongs to them.</summary>
internal static class LinkRows
{
    private const string Columns =
        """
        id, connection, defender_id, sentinel_name, state, held, unwritable, attempts, last_error, comments_read,
        missing, merged_into, superseded_by, recent, older, observed, gone_version, obstacle, obstacle_code
        """;

    private const string Snapshots =
        """
        select link_id, portal, incident_id, fields, stamp_ticks, version, created_ticks, web_url, redirected_to, counterpart,
            comment_count, raw, comments, native, by_person
        from snapshot where link_id = any($1)
        """;

    private const string BaseRows =
        """
        select link_id, field, defender, sentinel, defender_since_ticks, sentinel_since_ticks from base where link_id = any($1)
        """;

    private const string Comments =
        """
        select link_id, home, comment_id, role, counterpart, edition, is_foreign from comment where link_id = any($1)
        order by link_id, home, comment_id
        """;

    // Fields first, then comments, which move Sentinel's etag.
    private const string Intents =
        """
        select link_id, kind, portal, sent, content, key, shown, greatest(due - clock_timestamp(), interval '0') as rest
        from intent where link_id = any($1) order by link_id, (kind = 'comment'), position
        """;

    private const string Resolutions = "select link_id, field, winner, defender, sentinel from resolution where link_id = any($1)";

    /// <summary>The links that a page may concern, locked until the transaction ends.</summary>
    public static async Task<IReadOnlyList<Link>> LockAsync(
        NpgsqlConnection connection, PageCommit page, CancellationToken cancellationToken)
    {
        const string sql =
            $"""
            select {Columns} from link where connection = $1 and (defender_id = any($2) or lower(sentinel_name) = any($3))
            order by id for update
            """;
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = page.Connection });
        command.Parameters.Add(new() { Value = page.DefenderIds.Select(id => id.Value).ToArray() });
        command.Parameters.Add(new() { Value = page.SentinelNames.Select(name => name.Value.ToLowerInvariant()).ToArray() });
        return await CompleteAsync(connection, await ReadAsync(command, cancellationToken), cancellationToken);
    }

    /// <summary>One link, not locked.</summary>
    public static async Task<Link?> FindAsync(NpgsqlConnection connection, LinkId id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from link where id = $1", connection);
        command.Parameters.Add(new() { Value = id.Value });
        return (await CompleteAsync(connection, await ReadAsync(command, cancellationToken), cancellationToken)).SingleOrDefault();
    }

    private static async Task<List<Link>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var links = new List<Link>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            links.Add(new Link(
                new LinkId(reader.GetGuid("id")),
                reader.GetString("connection"),
                reader.IsDBNull("defender_id") ? null : new IncidentId(reader.GetString("defender_id")),
                new IncidentId(reader.GetString("sentinel_name")),
                Enum.Parse<LinkState>(reader.GetString("state")),
                null,
                null,
                Bases.None,
                StateJson.ToHeld(reader.GetString("held")),
                StateJson.ToUnwritable(reader.GetString("unwritable")),
                [],
                reader.GetInt32("attempts"),
                reader.GetString("last_error"))
            {
                CommentsRead = reader.GetInt32("comments_read"),
                Hold = StateJson.ToHold(reader.GetString("held"), StateJson.WholeLink),
                CommentHold = StateJson.ToHold(reader.GetString("held"), CommentPlanner.Name),
                Missing = StateJson.ToMissing(reader.GetString("missing")),
                MergedInto = StateJson.ToMergeTarget(reader.GetString("merged_into")),
                SupersededBy = reader.GetString("superseded_by") is { Length: > 0 } other ? new IncidentId(other) : null,
                Recent = StateJson.ToRecent(reader.GetString("recent")),
                Older = StateJson.ToOlder(reader.GetString("older")),
                Observed = reader.GetString("observed"),
                GoneVersion = reader.GetString("gone_version"),
                Obstacle = reader.GetString("obstacle") is { Length: > 0 } kind
                    ? new Obstacle(Enum.Parse<ObstacleKind>(kind), reader.GetString("obstacle_code"))
                    : null,
            });
        }

        return links;
    }

    private static async Task<IReadOnlyList<Link>> CompleteAsync(
        NpgsqlConnection connection, List<Link> links, CancellationToken cancellationToken)
    {
        if (links.Count == 0)
        {
            return links;
        }

        var byId = links.ToDictionary(link => link.Id.Value);
        var ids = byId.Keys.ToArray();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Of(Snapshots, ids), Of(BaseRows, ids), Of(Comments, ids), Of(Intents, ids), Of(Resolutions, ids),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        Func<Link, NpgsqlDataReader, Link>[] additions = [WithSnapshot, WithBase, WithComment, WithIntent, WithResolution];
        foreach (var add in additions)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var id = reader.GetGuid("link_id");
                byId[id] = add(byId[id], reader);
            }

            await reader.NextResultAsync(cancellationToken);
        }

        return [.. links.Select(link => byId[link.Id.Value])];
    }

    private static Link WithSnapshot(Link link, NpgsqlDataReader row) => ReadSnapshot(row) is { Portal: Portal.Defender } snapshot
        ? link with { Defender = snapshot }
        : link with { Sentinel = ReadSnapshot(row) };

    private static Link WithBase(Link link, NpgsqlDataReader row) => ReadBase(row) is var (field, held)
        ? link with { Bases = new Bases(link.Bases.ByField.SetItem(field, held)) }
        : link;

    private static Link WithComment(Link link, NpgsqlDataReader row) => ReadComment(row) is { } comment
        ? link with { Comments = link.Comments.Add(comment) }
        : link;

    private static Link WithIntent(Link link, NpgsqlDataReader row) => ReadIntent(row) is { } intent
        ? link with { Intents = link.Intents.Add(intent) }
        : link;

    private static Link WithResolution(Link link, NpgsqlDataReader row) => ReadResolution(row) is var (field, said)
        ? link with { Resolutions = link.Resolutions.SetItem(field, said) }
        : link;

    private static NpgsqlBatchCommand Of(string sql, Guid[] ids) => new(sql) { Parameters = { new() { Value = ids } } };

    private static Snapshot ReadSnapshot(NpgsqlDataReader row) => new(
        Enum.Parse<Portal>(row.GetString("portal")),
        new IncidentId(row.GetString("incident_id")),
        Incident.FromJson(JsonNode.Parse(row.GetString("fields"))!.AsObject()),
        new Stamp(row.GetInt64("stamp_ticks")),
        row.GetString("version"),
        new Stamp(row.GetInt64("created_ticks")),
        row.GetString("web_url"),
        row.IsDBNull("redirected_to") ? null : new IncidentId(row.GetString("redirected_to")),
        row.IsDBNull("counterpart") ? null : new IncidentId(row.GetString("counterpart")),
        row.GetInt32("comment_count"),
        row.GetString("raw"))
    {
        Comments = StateJson.ToComments(row.GetString("comments")),
        IsNative = row.GetBoolean("native"),
        IsByPerson = row.GetBoolean("by_person"),
    };

    private static (Field Field, FieldBase Held)? ReadBase(NpgsqlDataReader row) => AllFields.Named(row.GetString("field")) is { } field
        ? (field, new FieldBase(
            StateJson.ToReading(field, row.GetString("defender")),
            StateJson.ToReading(field, row.GetString("sentinel")),
            row.IsDBNull("defender_since_ticks") ? null : new Stamp(row.GetInt64("defender_since_ticks")),
            row.IsDBNull("sentinel_since_ticks") ? null : new Stamp(row.GetInt64("sentinel_since_ticks"))))
        : null;

    private static (Field Field, Resolution Said)? ReadResolution(NpgsqlDataReader row) =>
        AllFields.Named(row.GetString("field")) is { } field
            ? (field, new Resolution(
                Enum.Parse<Portal>(row.GetString("winner")),
                StateJson.ToReading(field, row.GetString("defender")),
                StateJson.ToReading(field, row.GetString("sentinel"))))
            : null;

    private static KnownComment? ReadComment(NpgsqlDataReader row) => Enum.TryParse<CommentRole>(row.GetString("role"), out var role)
        ? new KnownComment(
            Enum.Parse<Portal>(row.GetString("home")),
            new CommentId(row.GetString("comment_id")),
            role,
            row.IsDBNull("counterpart") ? null : new CommentId(row.GetString("counterpart")))
        {
            ContentHash = row.GetString("edition"),
            IsForeign = row.GetBoolean("is_foreign"),
        }
        : null;

    private static Intent? ReadIntent(NpgsqlDataReader row)
    {
        var portal = Enum.Parse<Portal>(row.GetString("portal"));
        return IntentJson.ToIntent(row.GetString("kind"), portal, row.GetBoolean("sent"), row.GetString("content")) is { } intent
            ? IntentJson.WithShown(intent, row.GetString("shown")) with { Key = row.GetString("key"), Rest = RestOf(row) }
            : null;
    }

    private static TimeSpan RestOf(NpgsqlDataReader row) =>
        row.IsDBNull("rest") ? TimeSpan.Zero : row.GetFieldValue<TimeSpan>("rest");
}
