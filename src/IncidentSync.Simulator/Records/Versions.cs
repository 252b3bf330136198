namespace IncidentSync.Simulator.Records;

/// <summary>Every recent version of every document of one kind, so that a lagging replica can be asked what it still believes.
/// Not thread-safe: its portal's lock guards it.</summary>
internal sealed class Versions<T>
    where T : class
{
    private const int Kept = 64;
    private readonly Dictionary<string, List<Version>> _histories = new(StringComparer.OrdinalIgnoreCase);

    public T? Latest(string id) => _histories.TryGetValue(id, out var history) ? history[^1].Document : null;

    /// <summary>The version before the latest one, or the latest when there is no other.</summary>
    public T? Previous(string id) => _histories.TryGetValue(id, out var history) ? history[Math.Max(0, history.Count - 2)].Document : null;

    /// <summary>The version that was deleted last; null when none was.</summary>
    public T? Deleted(string id) =>
        _histories.TryGetValue(id, out var history) && history.FindLastIndex(version => version.Document is null) is > 0 and var at
            ? history[at - 1].Document
            : null;

    /// <summary>What a replica that stopped at <paramref name="asOf"/> answers by id; one that never saw the document has its first
    /// version.</summary>
    public T? Read(string id, DateTimeOffset? asOf)
    {
        if (asOf is null || !_histories.TryGetValue(id, out var history))
        {
            return Latest(id);
        }

        return (history.FindLast(version => version.At <= asOf) ?? history[0]).Document;
    }

    /// <summary>What an index that stopped at <paramref name="asOf"/> lists; a document made later is not there at all.</summary>
    public IEnumerable<T> List(DateTimeOffset? asOf)
    {
        foreach (var history in _histories.Values)
        {
            var version = asOf is null ? history[^1] : history.FindLast(version => version.At <= asOf);
            if (version?.Document is { } document)
            {
                yield return document;
            }
        }
    }

    /// <summary>Null says that the document was deleted.</summary>
    public void Add(string id, DateTimeOffset at, T? document)
    {
        if (!_histories.TryGetValue(id, out var history))
        {
            _histories[id] = history = [];
        }

        history.Add(new Version(at, document));
        if (history.Count > Kept)
        {
            history.RemoveAt(0);
        }
    }

    private sealed record Version(DateTimeOffset At, T? Document);
}
