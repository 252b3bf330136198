using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Ingestion;

/// <summary>The custom tables of the workspaces, and the rules that write to them.</summary>
internal sealed class LogTables(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, IngestionRule> _rules = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<TableRow>> _rows = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _dropped = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>How long a row takes to be seen by a query (learn.microsoft.com, "Log data ingestion time in Azure Monitor").</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(30);

    public void Declare(IngestionRule rule) => _rules[rule.Id] = rule;

    public IngestionRule? Find(string id) => _rules.GetValueOrDefault(id);

    /// <summary>How often a column came that no stream declares, by name.</summary>
    public IReadOnlyDictionary<string, int> Dropped
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, int>(_dropped);
            }
        }
    }

    /// <summary>The rows that a query shows now, oldest first.</summary>
    public IReadOnlyList<JsonObject> Rows(string table) => All(table).Where(row => row.VisibleAt <= clock.GetUtcNow())
        .Select(row => row.Columns).ToList();

    /// <summary>All rows, seen or not.</summary>
    public IReadOnlyList<TableRow> All(string table)
    {
        lock (_gate)
        {
            return [.. _rows.GetValueOrDefault(table, [])];
        }
    }

    public void Add(IngestionRule rule, string stream, IEnumerable<JsonObject> rows)
    {
        var now = clock.GetUtcNow();
        var table = $"{stream["Custom-".Length..]}_CL";
        lock (_gate)
        {
            if (!_rows.TryGetValue(table, out var list))
            {
                _rows[table] = list = [];
            }

            foreach (var row in rows)
            {
                list.Add(new TableRow(ColumnRules.Apply(rule.Streams[stream], row, now, Drop), now + Delay));
            }
        }
    }

    private void Drop(string column) => _dropped[column] = _dropped.GetValueOrDefault(column) + 1;
}
