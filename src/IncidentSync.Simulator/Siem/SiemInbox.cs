using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Siem;

/// <summary>What a SIEM beside the portals was given, for the page of tables and for a judge.</summary>
internal sealed class SiemInbox(SimulatorClock clock)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Received> _tables = new(StringComparer.Ordinal);

    /// <summary>Keeps what one call or line brought.</summary>
    /// <param name="table">What the SIEM calls records of this kind.</param>
    /// <param name="key">The member that tells records apart.</param>
    /// <param name="records">Treated as immutable from now on.</param>
    public void Take(string table, string key, IEnumerable<JsonObject> records)
    {
        lock (_gate)
        {
            if (!_tables.TryGetValue(table, out var received))
            {
                _tables[table] = received = new Received(key);
            }

            received.Calls++;
            foreach (var record in records)
            {
                received.Rows.Add(new LogRow(received.Rows.Count + 1, clock.GetUtcNow(), null, record));
            }
        }
    }

    /// <returns>In the order of receipt; none of a table to which nothing came.</returns>
    public IReadOnlyList<LogRow> Rows(string table)
    {
        lock (_gate)
        {
            return _tables.TryGetValue(table, out var received) ? [.. received.Rows] : [];
        }
    }

    public IReadOnlyList<TableCounts> Tables()
    {
        lock (_gate)
        {
            return [.. _tables.Select(table => table.Value.Count(table.Key))];
        }
    }

    private sealed class Received(string key)
    {
        private static readonly ImmutableSortedDictionary<string, long> None = ImmutableSortedDictionary<string, long>.Empty;

        public long Calls { get; set; }

        public List<LogRow> Rows { get; } = [];

        public TableCounts Count(string name) => new(
            name, Calls, Rows.Count, Rows.Count, Rows.Select(row => $"{row.Columns[key]}").Distinct().Count(), 0, None, None, None);
    }
}
