namespace IncidentSync.Service.Tests.Simulation.Worlds;

/// <summary>How often something happened that must happen sometimes, or the simulation proves less than it seems to.</summary>
internal sealed class Probes
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => counts;

    public long this[string name] => counts.GetValueOrDefault(name);

    public void Hit(string name, long times = 1) => counts[name] = counts.GetValueOrDefault(name) + times;

    public void Add(Probes other)
    {
        foreach (var (name, times) in other.Counts)
        {
            Hit(name, times);
        }
    }
}
