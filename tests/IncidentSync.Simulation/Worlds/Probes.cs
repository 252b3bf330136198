namespace IncidentSync.Simulation.Worlds;

/// <summary>How often something happened that must happen sometimes, or the simulation proves less than it seems to.</summary>
internal sealed class Probes
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public long this[string name] => _counts.GetValueOrDefault(name);

    public void Hit(string name, long times = 1) => _counts[name] = _counts.GetValueOrDefault(name) + times;

    public void Add(Probes other)
    {
        foreach (var (name, times) in other.Counts)
        {
            Hit(name, times);
        }
    }
}
