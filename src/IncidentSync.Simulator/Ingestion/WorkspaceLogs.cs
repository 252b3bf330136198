using System.Text.Json;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Time;

namespace IncidentSync.Simulator.Ingestion;

/// <summary>The rules and custom tables of one workspace.</summary>
internal sealed class WorkspaceLogs
{
    private readonly SimulatorClock _clock;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CollectionRule> _rules = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LogTable> _tables = new(StringComparer.OrdinalIgnoreCase);

    public WorkspaceLogs(Workspace workspace, Tenant tenant, SimulatorClock clock)
    {
        (Workspace, Tenant, _clock) = (workspace, tenant, clock);
        Declare(CollectionRule.Default(workspace));
    }

    public Workspace Workspace { get; }

    public Tenant Tenant { get; }

    /// <summary>How long after their receipt rows are shown, on the simulator's clock.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(30);

    public IReadOnlyList<CollectionRule> Rules => Locked(() => _rules.Values.ToList());

    private DateTimeOffset Shown => _clock.GetUtcNow() - Delay;

    public string ResourceIdOf(CollectionRule rule) =>
        $"/subscriptions/{Workspace.SubscriptionId}/resourceGroups/{Workspace.ResourceGroup}/providers/Microsoft.Insights"
        + $"/dataCollectionRules/{rule.Name}";

    public CollectionRule? FindRule(string immutableId) => Locked(() => _rules.GetValueOrDefault(immutableId));

    public void Declare(CollectionRule rule) => Locked(() => _rules[rule.ImmutableId] = rule);

    /// <returns>False when there was nothing to remove.</returns>
    public bool Remove(string immutableId) => Locked(() => _rules.Remove(immutableId));

    /// <param name="rule">By whose declaration.</param>
    /// <param name="stream">One that it declares.</param>
    /// <param name="rows">An array of objects.</param>
    /// <param name="clientRequestId">The header of the call.</param>
    public void Take(CollectionRule rule, string stream, JsonElement rows, string? clientRequestId)
    {
        lock (_gate)
        {
            var name = rule.TableOf(stream);
            if (!_tables.TryGetValue(name, out var table))
            {
                _tables[name] = table = new LogTable(name);
            }

            table.Take(rule.StreamDeclarations[stream], rows, clientRequestId, _clock.GetUtcNow());
        }
    }

    public IReadOnlyList<TableCounts> Tables() => Locked(() =>
        _tables.Values.Select(table => table.Count(Shown)).OrderBy(table => table.Name, StringComparer.Ordinal).ToList());

    /// <returns>The rows that a query would show by now, oldest first; none of a table to which nothing came.</returns>
    public IReadOnlyList<LogRow> Rows(string table) => Locked(() =>
        _tables.GetValueOrDefault(table) is { } found ? found.Visible(Shown).ToList() : []);

    /// <summary>Empties every table and forgets what was counted.</summary>
    public void Clear() => Locked(() =>
    {
        _tables.Clear();
        return true;
    });

    private T Locked<T>(Func<T> act)
    {
        lock (_gate)
        {
            return act();
        }
    }
}
