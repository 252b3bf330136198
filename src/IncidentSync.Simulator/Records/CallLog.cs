using System.Collections.Concurrent;

namespace IncidentSync.Simulator.Records;

/// <summary>Counts every call to a simulated API.</summary>
internal sealed class CallLog
{
    private readonly ConcurrentDictionary<(Portal Portal, string App, string Method, string Operation, int Status), long> _counts = new();

    public void Add(Portal portal, string app, string method, string operation, int status) =>
        _counts.AddOrUpdate((portal, app, method, operation, status), 1, static (_, calls) => calls + 1);

    public IReadOnlyList<CallCount> Counts() =>
        _counts.Select(pair =>
            new CallCount(pair.Key.Portal, pair.Key.App, pair.Key.Method, pair.Key.Operation, pair.Key.Status, pair.Value))
            .OrderBy(count => count.Portal).ThenBy(count => count.Operation, StringComparer.Ordinal).ThenBy(count => count.Status)
            .ToList();

    /// <summary>Calls that match everything given.</summary>
    public long Total(Portal? portal = null, string? operation = null, string? app = null, int? status = null, string? method = null) =>
        _counts.Where(pair => (portal is null || pair.Key.Portal == portal)
                && (operation is null || pair.Key.Operation == operation)
                && (app is null || pair.Key.App == app)
                && (status is null || pair.Key.Status == status)
                && (method is null || pair.Key.Method == method))
            .Sum(pair => pair.Value);

    public void Clear() => _counts.Clear();
}
