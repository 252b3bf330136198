using IncidentSync.Core.Alerts;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;
using Npgsql;

namespace IncidentSync.Service.Alerts;

/// <summary>The numbers of a source, as they were when its row was locked.</summary>
/// <param name="Sequence">The last sequence number given.</param>
/// <param name="Stamped">No detection may have a stamp as early as this.</param>
/// <param name="Now">The database's clock.</param>
internal sealed record AlertNumbers(long Sequence, long Stamped, DateTimeOffset Now);

/// <summary>The rows that the changes of one page write: a statement a table, whatever the number of alerts.</summary>
internal sealed class AlertRows(AlertCommit commit, AlertNumbers numbers)
{
    private readonly Dictionary<string, (Alert Alert, KnownAlert Known, long? Sequence)> _alerts = [];
    private readonly List<(long Sequence, Alert Alert, AlertChange Change)> _events = [];
    private readonly List<(long Ticks, long Sequence, Alert Alert, Detection Detection)> _detections = [];
    private long _sequence = numbers.Sequence;
    private long _stamped = numbers.Stamped;

    /// <summary>How many events there are.</summary>
    public int Events => _events.Count;

    /// <summary>How many of a kind.</summary>
    public int EventsOf(string kind) => _events.Count(row => row.Change.Event == kind);

    public void Add(Alert alert, AlertChange change)
    {
        var sequence = change.Event is null ? (long?)null : ++_sequence;
        _alerts[alert.Id] = (alert, change.Known, sequence ?? _alerts.GetValueOrDefault(alert.Id).Sequence);
        if (sequence is not { } number)
        {
            return;
        }

        _events.Add((number, alert, change));
        foreach (var detection in change.Detections)
        {
            _stamped = Math.Max(numbers.Now.UtcTicks, _stamped + 1);
            _detections.Add((_stamped, number, alert, detection));
        }
    }

    public IEnumerable<NpgsqlBatchCommand> Statements()
    {
        if (_alerts.Count > 0)
        {
            yield return Alerts();
        }

        if (_events.Count > 0)
        {
            yield return EventRows();
            yield return Sql.Command(
                "update alert_source set sequence = $2, stamped_ticks = $3 where id = $1", commit.SourceId, _sequence, _stamped);
        }

        if (_detections.Count > 0)
        {
            yield return Detections();
        }

        if (_events.Count > 0)
        {
            yield return Comments();
        }
    }

    // An alert whose stamp alone moved keeps its sequence and the time of its last change.
    private NpgsqlBatchCommand Alerts()
    {
        var rows = _alerts.Values;
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
            commit.SourceId);
    }

    private NpgsqlBatchCommand EventRows()
    {
        var columns = new ArrayColumns(
            ("sequence", _events.Select(row => row.Sequence).ToArray()),
            ("event_id", _events.Select(row =>
                AlertIds.EventOf(commit.Source, row.Alert.Id, row.Alert.Updated, row.Change.Known.Digest)).ToArray()),
            ("kind", _events.Select(row => row.Change.Event!).ToArray()),
            ("alert_id", _events.Select(row => row.Alert.Id).ToArray()),
            ("incident_id", _events.Select(row => row.Alert.IncidentId).ToArray()),
            ("service_source", _events.Select(row => row.Alert.ServiceSource).ToArray()),
            ("brought", _events.Select(row => $"{{{string.Join(',', row.Change.Brought)}}}").ToArray()),
            ("raw", _events.Select(row => row.Alert.Raw.GetRawText()).ToArray()));
        return columns.Command(
            $"""
            insert into alert_event (source_id, received_at, {columns.Names})
            select {columns.Next(1)}, clock_timestamp(), sequence, event_id, kind, alert_id, incident_id, service_source,
                brought::int[], raw
            from {columns.Unnest}
            """,
            commit.SourceId);
    }

    private NpgsqlBatchCommand Detections()
    {
        var columns = new ArrayColumns(
            ("processed_ticks", _detections.Select(row => row.Ticks).ToArray()),
            ("sequence", _detections.Select(row => row.Sequence).ToArray()),
            ("service_source", _detections.Select(row => row.Alert.ServiceSource).ToArray()),
            ("machine_group", _detections.Select(row => row.Detection.MachineGroup).ToArray()),
            ("tags", _detections.Select(row => ArrayText(row.Detection.MachineTags)).ToArray()),
            ("body", _detections.Select(row => row.Detection.ToJson(new Stamp(row.Ticks))).ToArray()));
        return columns.Command(
            $"""
            insert into detection (source_id, {columns.Names})
            select {columns.Next(1)}, processed_ticks, sequence, service_source, machine_group, tags::text[], body from {columns.Unnest}
            """,
            commit.SourceId);
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
        commit.SourceId,
        _events.Select(row => row.Alert.IncidentId).Distinct().ToArray());

    // PostgreSQL's text of an array: unnest() would flatten an array of arrays.
    private static string ArrayText(IEnumerable<string> items) => $"{{{string.Join(',', items.Select(Quoted))}}}";

    private static string Quoted(string item) =>
        $"\"{item.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
