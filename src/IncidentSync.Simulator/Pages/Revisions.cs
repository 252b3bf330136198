namespace IncidentSync.Simulator.Pages;

/// <summary>Numbers the versions of one portal's incidents in the order they are first seen, so that a page asks every second only for what
/// is new to it. A version is a value of its own, so another reference is another version.</summary>
internal sealed class Revisions<T>(Func<IEnumerable<T>> list, Func<T, string> key)
    where T : class
{
    private readonly Dictionary<string, (T? Version, long Revision)> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private long _last;

    public Changes Since(long after)
    {
        lock (_gate)
        {
            var current = list().ToDictionary(key, StringComparer.OrdinalIgnoreCase);
            foreach (var (id, version) in current)
            {
                Note(id, version);
            }

            foreach (var id in _seen.Keys.Where(id => !current.ContainsKey(id)).ToList())
            {
                Note(id, null);
            }

            var changed = _seen.Where(pair => pair.Value.Revision > after).ToList();
            return new Changes(_last,
                changed.Select(pair => pair.Value.Version).OfType<T>().ToList(),
                changed.Where(pair => pair.Value.Version is null).Select(pair => pair.Key).ToList());
        }
    }

    private void Note(string id, T? version)
    {
        if (!_seen.TryGetValue(id, out var known) || !ReferenceEquals(known.Version, version))
        {
            _seen[id] = (version, ++_last);
        }
    }

    internal sealed record Changes(long Revision, IReadOnlyList<T> Changed, IReadOnlyList<string> Gone);
}
