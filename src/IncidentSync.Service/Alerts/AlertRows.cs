using IncidentSync.Core.Values;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Alerts;

/// <summary>The rows that the changes of one page write: a statement a table, whatever the number of alerts.</summary>
internal sealed class AlertRows(int sourceId, AlertEntries entries)
{
    public IEnumerable<NpgsqlBatchCommand> Statements()
    {
        if (entries.Alerts.Count > 0)
        {
            yield return Alerts();
        }

        if (entries.Events.Count > 0)
        {
            yield return EventRows();
            yield return Sql.Command(
                "update alert_source set sequence = $2, stamped_ticks = $3 where id = $1", sourceId, entries.Sequence, entries.Stamped);
        }

        if (entries.Detections.Count > 0)
        {
            yield return Detections();
        }

        if (entries.Events.Count > 0)
        {
            yield return Comments();
        }
    }

    // An alert whose stamp alone moved keeps its sequence and the time of its last change.
    private NpgsqlBatchCommand Alerts()
    {
        var rows = entries.Alerts;
        var columns = new ArrayColumns(
            ("alert_id", rows.Select(row => row.Alert.Id).ToArray()),
            ("incident_id", rows.Select(row => row.Alert.IncidentId).ToArray()),
            ("service_source", rows.Select(row => row.Alert.ServiceSource).ToArray()),
            ("updated_ticks", rows.Select(row => row.Known.Updated.Ticks).ToArray()),
            ("digest", rows.Select(row => row.Known.Digest).ToArray()),
            ("evidence", rows.Select(row => ArrayText(row.Known.Evidence)).ToArray()),
            ("full_ids", rows.Select(row => ArrayText(row.Known.FullIds)).ToArray()),
            ("next_part", rows.Select(row => row.Known.NextPart).ToArray()),
            ("sequence", rows.Select(row => row.Sequence ?? 0).ToArray()));
        return columns.Command(
            $"""
            insert into alert (source_id, changed_at, {columns.Names})
            select {columns.Next(1)}, clock_timestamp(), alert_id, incident_id, service_source, updated_ticks, digest,
                evidence::text[], full_ids::text[], next_part, sequence
            from {columns.Unnest}
            on conflict (source_id, alert_id) do update set incident_id = excluded.incident_id, service_source = excluded.service_source,
                updated_ticks = excluded.updated_ticks, digest = excluded.digest, evidence = excluded.evidence,
                full_ids = excluded.full_ids, next_part = excluded.next_part,
                sequence = case excluded.sequence when 0 then alert.sequence else excluded.sequence end,
                changed_at = case excluded.sequence when 0 then alert.changed_at else excluded.changed_at end
            """,
            sourceId);
    }

    private NpgsqlBatchCommand EventRows()
    {
        var columns = new ArrayColumns(
            ("sequence", entries.Events.Select(row => row.Sequence).ToArray()),
            ("event_id", entries.Events.Select(row => row.EventId).ToArray()),
            ("kind", entries.Events.Select(row => row.Change.Event!).ToArray()),
            ("alert_id", entries.Events.Select(row => row.Alert.Id).ToArray()),
            ("incident_id", entries.Events.Select(row => row.Alert.IncidentId).ToArray()),
            ("service_source", entries.Events.Select(row => row.Alert.ServiceSource).ToArray()),
            ("brought", entries.Events.Select(row => $"{{{string.Join(',', row.Change.Brought)}}}").ToArray()),
            ("raw", entries.Events.Select(row => row.Alert.Raw.GetRawText()).ToArray()));
        return columns.Command(
            $"""
            insert into alert_event (source_id, received_at, {columns.Names})
            select {columns.Next(1)}, clock_timestamp(), sequence, event_id, kind, alert_id, incident_id, service_source,
                brought::int[], raw
            from {columns.Unnest}
            """,
            sourceId);
    }

    private NpgsqlBatchCommand Detections()
    {
        var columns = new ArrayColumns(
            ("processed_ticks", entries.Detections.Select(row => row.Ticks).ToArray()),
            ("sequence", entries.Detections.Select(row => row.Sequence).ToArray()),
            ("service_source", entries.Detections.Select(row => row.Alert.ServiceSource).ToArray()),
            ("machine_group", entries.Detections.Select(row => row.Detection.MachineGroup).ToArray()),
            ("tags", entries.Detections.Select(row => ArrayText(row.Detection.MachineTags)).ToArray()),
            ("body", entries.Detections.Select(row => row.Detection.ToJson(new Stamp(row.Ticks))).ToArray()));
        return columns.Command(
            $"""
            insert into detection (source_id, {columns.Names})
            select {columns.Next(1)}, processed_ticks, sequence, service_source, machine_group, tags::text[], body from {columns.Unnest}
            """,
            sourceId);
    }

    // The comment at the twin of every incident that an event is about.
    private NpgsqlBatchCommand Comments() => Sql.Command(
        """
        insert into twin_comment (link_id)
        select l.id from stream_scope c
        join link l on l.connection = c.connection and l.defender_id = any($2)
        join snapshot s on s.link_id = l.id and s.portal = 'Sentinel'
        where c.source_id = $1 and c.comments
        on conflict (link_id) do update set is_due = true
        """,
        sourceId,
        entries.Events.Select(row => row.Alert.IncidentId).Distinct().ToArray());

    // PostgreSQL's text of an array: unnest() would flatten an array of arrays.
    private static string ArrayText(IEnumerable<string> items) => $"{{{string.Join(',', items.Select(Quoted))}}}";

    private static string Quoted(string item) =>
        $"\"{item.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
