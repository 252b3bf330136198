using System.Data;
using System.Text.Json;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Alerts;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Stream;

/// <summary>The comments at the twins, and the alerts that they tell of.</summary>
internal sealed class TwinCommentStore(NpgsqlDataSource dataSource)
{
    /// <summary>Comments that one run writes; others go on after it.</summary>
    private const int Most = 10;

    // While a source still reads what it leapt over, a comment would tell of a part of its incident's alerts. A replica that was killed
    // has taken none for long: two that write the same one do so under its version.
    private const string Take =
        """
        update twin_comment t set taken_until = clock_timestamp() + interval '30 seconds'
        from link l, stream_scope s
        where t.link_id in (
                select d.link_id from twin_comment d join link dl on dl.id = d.link_id
                where dl.connection = $1 and dl.state = 'Live' and dl.lease_until is null
                    and d.is_due and not d.is_theirs and d.written_at < clock_timestamp() - $2
                    and d.taken_until < clock_timestamp()
                    and exists (
                        select 1 from stream_scope o join alert_source a on a.id = o.source_id
                        where o.connection = $1 and a.cursor_ticks is not null
                            and not exists (select 1 from alert_gap g where g.source_id = a.id))
                order by d.written_at limit $3 for update of d skip locked)
            and l.id = t.link_id and s.connection = l.connection
        returning t.link_id, s.source_id, l.defender_id, l.sentinel_name, t.digest, t.version
        """;

    /// <summary>Takes the comments that are due for this replica.</summary>
    public async Task<IReadOnlyList<TwinComment>> TakeAsync(StreamTarget target, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Take);
        command.Parameters.AddRange(Sql.Parameters(target.Connection, target.Terms.CommentInterval, Most));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<TwinComment>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new TwinComment(
                reader.GetGuid("link_id"),
                reader.GetInt32("source_id"),
                reader.GetString("defender_id"),
                reader.GetString("sentinel_name"),
                reader.GetString("digest"),
                reader.GetString("version")));
        }

        return due;
    }

    /// <summary>The newest version of every alert of the incident, and the sequence of the newest.</summary>
    public async Task<(IReadOnlyList<Alert> Alerts, long Sequence)> AlertsOfAsync(TwinComment comment, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select e.raw, e.sequence from alert a join alert_event e on e.source_id = a.source_id and e.sequence = a.sequence
            where a.source_id = $1 and a.incident_id = $2
            """);
        command.Parameters.AddRange(Sql.Parameters(comment.SourceId, comment.DefenderId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (alerts, newest) = (new List<Alert>(), 0L);
        while (await reader.ReadAsync(cancellationToken))
        {
            using var json = JsonDocument.Parse(reader.GetString("raw"));
            newest = Math.Max(newest, reader.GetInt64("sequence"));
            if (AlertReading.Read(json.RootElement).Alert is { } alert)
            {
                alerts.Add(alert);
            }
        }

        return (alerts, newest);
    }

    /// <summary>
    /// Announces the write. The map of the link's comments knows the comment as ours before it stands there, so it is never carried to
    /// Defender, whatever becomes of the answer.
    /// </summary>
    public async Task AnnounceAsync(TwinComment comment, string name, string digest, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.Command(
                    """
                    insert into comment (link_id, home, comment_id, role) values ($1, 'Sentinel', $2, 'Ours')
                    on conflict (link_id, home, comment_id) do update set role = excluded.role
                    """,
                    comment.LinkId, name),
                Sql.Command("update twin_comment set digest = $2, version = '' where link_id = $1", comment.LinkId, digest),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The comment stands there as it should, up to an event.</summary>
    public async Task SettleAsync(
        TwinComment comment, string digest, string version, long sequence, bool isWritten, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            update twin_comment set digest = $2, version = $3, taken_until = '-infinity',
                written_at = case when $6 then clock_timestamp() else written_at end,
                is_due = exists (select 1 from alert where source_id = $4 and incident_id = $7 and sequence > $5)
            where link_id = $1
            """);
        command.Parameters.AddRange(
            Sql.Parameters(comment.LinkId, digest, version, comment.SourceId, sequence, isWritten, comment.DefenderId));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A person edited or deleted the comment: it is theirs.</summary>
    public async Task LeaveAsync(TwinComment comment, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update twin_comment set is_theirs = true, is_due = false where link_id = $1");
        command.Parameters.AddRange(Sql.Parameters(comment.LinkId));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
