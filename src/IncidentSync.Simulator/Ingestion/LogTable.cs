using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Ingestion;

/// <summary>A custom table: takes rows as the Logs Ingestion API does, and counts what it loses. Not thread-safe: its workspace's lock
/// guards it.</summary>
internal sealed class LogTable(string name)
{
    private const string EventId = "EventId";

    // "TimeGenerated" of log-standard-columns.md: older than two days or more than a day ahead becomes the time of receipt.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(2);
    private static readonly TimeSpan FarthestAhead = TimeSpan.FromDays(1);

    private readonly List<LogRow> _rows = [];
    private readonly HashSet<string> _eventIds = [];
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _wrong = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _cut = new(StringComparer.Ordinal);
    private long _calls;
    private long _retimed;

    public string Name => name;

    public void Take(StreamDeclaration stream, JsonElement rows, string? clientRequestId, DateTimeOffset now)
    {
        _calls++;
        foreach (var row in rows.EnumerateArray())
        {
            var columns = Read(stream, row, now);
            _rows.Add(new LogRow(_rows.Count + 1, now, clientRequestId, columns));
            if (columns.TryGetPropertyValue(EventId, out var id) && id is JsonValue value && value.TryGetValue<string>(out var text))
            {
                _eventIds.Add(text);
            }
        }
    }

    /// <param name="receivedBy">What came later is not shown yet.</param>
    /// <returns>Oldest first.</returns>
    public IEnumerable<LogRow> Visible(DateTimeOffset receivedBy) => _rows.TakeWhile(row => row.ReceivedAt <= receivedBy);

    public TableCounts Count(DateTimeOffset receivedBy) => new(name, _calls, _rows.Count, Visible(receivedBy).Count(), _eventIds.Count,
        _retimed, Sorted(_dropped), Sorted(_wrong), Sorted(_cut));

    private JsonObject Read(StreamDeclaration stream, JsonElement row, DateTimeOffset now)
    {
        foreach (var unknown in row.EnumerateObject().Where(member => stream.Columns.All(column => column.Name != member.Name)))
        {
            Add(_dropped, unknown.Name);
        }

        var columns = new JsonObject();
        foreach (var column in stream.Columns)
        {
            var value = row.TryGetProperty(column.Name, out var given) ? ColumnValue.Read(column.Type, given) : default;
            columns[column.Name] = value.Json;
            if (value.IsWrong)
            {
                Add(_wrong, column.Name);
            }

            if (value.IsCut)
            {
                Add(_cut, column.Name);
            }
        }

        Time(columns, row, now);
        return columns;
    }

    private void Time(JsonObject columns, JsonElement row, DateTimeOffset now)
    {
        var given = row.TryGetProperty(LogColumn.TimeGenerated, out var time) ? ColumnValue.Moment(time) : null;
        if (given is { } moment && moment >= now - Oldest && moment <= now + FarthestAhead)
        {
            columns[LogColumn.TimeGenerated] = Stamp.Format(moment);
            return;
        }

        _retimed++;
        columns[LogColumn.TimeGenerated] = Stamp.Format(now);
    }

    private static ImmutableSortedDictionary<string, long> Sorted(SortedDictionary<string, long> counts) =>
        counts.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static void Add(SortedDictionary<string, long> counts, string column) =>
        counts[column] = counts.GetValueOrDefault(column) + 1;
}
