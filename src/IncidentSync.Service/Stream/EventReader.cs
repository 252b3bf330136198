using System.Data;
using IncidentSync.Core.Alerts;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Stream;

/// <summary>Reads the next events of a table from the log.</summary>
internal sealed class EventReader(NpgsqlDataSource dataSource)
{
    /// <summary>Events read at once. A backlog of any length costs the memory of these.</summary>
    private const int Most = 200;

    private const string Owed =
        $"""
        select o.id as owed, o.position, e.sequence, e.event_id, '{EventKinds.Linked}' as kind, e.received_at, array[]::int[] as brought,
            e.service_source, e.raw, coalesce(l.sentinel_name, '') as twin, l.id is not null as in_scope
        from stream_owed o
        left join alert a on a.source_id = o.source_id and a.alert_id = o.alert_id
        left join alert_event e on e.source_id = a.source_id and e.sequence = a.sequence
        left join (link l join snapshot s on s.link_id = l.id and s.portal = 'Sentinel')
            on l.connection = o.connection and l.defender_id = e.incident_id and l.state = 'Live'
        where o.connection = $1 and o.part = $2 order by o.id limit $3
        """;

    private const string Log =
        """
        select null::bigint as owed, 0 as position, e.sequence, e.event_id, e.kind, e.received_at, e.brought, e.service_source, e.raw,
            coalesce(l.sentinel_name, '') as twin, l.id is not null or not $4 as in_scope
        from alert_event e
        left join (link l join snapshot s on s.link_id = l.id and s.portal = 'Sentinel')
            on l.connection = $3 and l.defender_id = e.incident_id and l.state = 'Live'
        where e.source_id = $1 and e.sequence > $2 order by e.sequence limit $5
        """;

    /// <summary>What is owed before anything else; empty when nothing is.</summary>
    public Task<IReadOnlyList<StreamEvent>> ReadOwedAsync(StreamTarget target, StreamPart part, CancellationToken cancellationToken) =>
        ReadAsync(Owed, target.Terms, cancellationToken, target.Connection, StreamStore.PartOf(part), Most);

    /// <summary>The events behind the cursor.</summary>
    public async Task<IReadOnlyList<StreamEvent>> ReadAsync(StreamTarget target, StreamPlace place, CancellationToken cancellationToken)
    {
        var events = await ReadAsync(
            Log, target.Terms, cancellationToken,
            place.SourceId, place.Cursor.Sequence, target.Connection, target.Terms.IsFiltered, Most);
        return events is [{ } first, ..] && place.Cursor.Position > 0
            ? [first with { Position = place.Cursor.Position }, .. events.Skip(1)]
            : events;
    }

    private async Task<IReadOnlyList<StreamEvent>> ReadAsync(
        string sql, StreamTerms terms, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.AddRange(Sql.Parameters(values));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var events = new List<StreamEvent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            events.Add(Read(reader, terms));
        }

        return events;
    }

    // An alert that is owed may have been purged: then nothing of it is left to send.
    private static StreamEvent Read(NpgsqlDataReader row, StreamTerms terms)
    {
        var owed = row.IsDBNull("owed") ? (long?)null : row.GetInt64("owed");
        if (row.IsDBNull("sequence"))
        {
            return new StreamEvent(0, Guid.Empty, EventKinds.Linked, DateTimeOffset.MinValue, "", [], null, 0) { OwedId = owed };
        }

        var kind = row.GetString("kind");
        var isWanted = row.GetBoolean("in_scope") && terms.Sources.Passes(row.GetString("service_source"))
            && (terms.Updates || kind != EventKinds.Changed);
        return new StreamEvent(
            row.GetInt64("sequence"),
            row.GetGuid("event_id"),
            kind,
            row.GetFieldValue<DateTimeOffset>("received_at"),
            row.GetString("twin"),
            [.. row.GetFieldValue<int[]>("brought")],
            isWanted ? row.GetFieldValue<byte[]>(row.GetOrdinal("raw")) : null,
            row.GetInt32("position"))
        {
            OwedId = owed,
        };
    }
}
