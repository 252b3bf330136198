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
        missing, merged_into, superseded_by, recent, older, observed, gone_version,
        obstacle, obstacle_code
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
        select link_id, kind, portal, sent, content, key, shown, greatest(due - clock_timestamp(), interval '0') from intent
        where link_id = any($1) order by link_id, (kind = 'comment'), position
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
                new LinkId(reader.GetGuid(0)),
                reader.GetString(1),
                reader.IsDBNull(2) ? null : new IncidentId(reader.GetString(2)),
                new IncidentId(reader.GetString(3)),
                Enum.Parse<LinkState>(reader.GetString(4)),
                null,
                null,
                Bases.None,
                StateJson.ToHeld(reader.GetString(5)),
                StateJson.ToUnwritable(reader.GetString(6)),
                [],
                reader.GetInt32(7),
                reader.GetString(8))
            {
                CommentsRead = reader.GetInt32(9),
                Hold = StateJson.ToHold(reader.GetString(5), StateJson.WholeLink),
                CommentHold = StateJson.ToHold(reader.GetString(5), CommentPlanner.Name),
                Missing = StateJson.ToMissing(reader.GetString(10)),
                MergedInto = StateJson.ToMergeTarget(reader.GetString(11)),
                SupersededBy = reader.GetString(12) is { Length: > 0 } other ? new IncidentId(other) : null,
                Recent = StateJson.ToRecent(reader.GetString(13)),
                Older = StateJson.ToOlder(reader.GetString(14)),
                Observed = reader.GetString(15),
                GoneVersion = reader.GetString(16),
                Obstacle = reader.GetString(17) is { Length: > 0 } kind
                    ? new Obstacle(Enum.Parse<ObstacleKind>(kind), reader.GetString(18))
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
                byId[reader.GetGuid(0)] = add(byId[reader.GetGuid(0)], reader);
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
        Enum.Parse<Portal>(row.GetString(1)),
        new IncidentId(row.GetString(2)),
        Incident.FromJson(JsonNode.Parse(row.GetString(3))!.AsObject()),
        new Stamp(row.GetInt64(4)),
        row.GetString(5),
        new Stamp(row.GetInt64(6)),
        row.GetString(7),
        row.IsDBNull(8) ? null : new IncidentId(row.GetString(8)),
        row.IsDBNull(9) ? null : new IncidentId(row.GetString(9)),
        row.GetInt32(10),
        row.GetString(11))
    {
        Comments = StateJson.ToComments(row.GetString(12)),
        IsNative = row.GetBoolean(13),
        IsByPerson = row.GetBoolean(14),
    };

    private static (Field Field, FieldBase Held)? ReadBase(NpgsqlDataReader row) => AllFields.Named(row.GetString(1)) is { } field
        ? (field, new FieldBase(
            StateJson.ToReading(field, row.GetString(2)),
            StateJson.ToReading(field, row.GetString(3)),
            row.IsDBNull(4) ? null : new Stamp(row.GetInt64(4)),
            row.IsDBNull(5) ? null : new Stamp(row.GetInt64(5))))
        : null;

    private static (Field Field, Resolution Said)? ReadResolution(NpgsqlDataReader row) => AllFields.Named(row.GetString(1)) is { } field
        ? (field, new Resolution(
            Enum.Parse<Portal>(row.GetString(2)),
            StateJson.ToReading(field, row.GetString(3)),
            StateJson.ToReading(field, row.GetString(4))))
        : null;

    private static KnownComment? ReadComment(NpgsqlDataReader row) => Enum.TryParse<CommentRole>(row.GetString(3), out var role)
        ? new KnownComment(
            Enum.Parse<Portal>(row.GetString(1)),
            new CommentId(row.GetString(2)),
            role,
            row.IsDBNull(4) ? null : new CommentId(row.GetString(4)))
        {
            ContentHash = row.GetString(5),
            IsForeign = row.GetBoolean(6),
        }
        : null;

    private static Intent? ReadIntent(NpgsqlDataReader row) =>
        IntentJson.ToIntent(row.GetString(1), Enum.Parse<Portal>(row.GetString(2)), row.GetBoolean(3), row.GetString(4)) switch
        {
            null => null,
            var intent => IntentJson.WithShown(intent, row.GetString(6)) with { Key = row.GetString(5), Rest = RestOf(row) },
        };

    private static TimeSpan RestOf(NpgsqlDataReader row) => row.IsDBNull(7) ? TimeSpan.Zero : row.GetTimeSpan(7);
}
