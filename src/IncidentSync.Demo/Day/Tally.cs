using System.Collections.Concurrent;

namespace IncidentSync.Demo.Day;

/// <summary>How often what happened.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<Happening, int> _counts = new();

    public int this[Happening happening] => _counts.GetValueOrDefault(happening);

    public void Add(Happening happening, int times = 1) => _counts.AddOrUpdate(happening, times, (_, before) => before + times);

    public IReadOnlyDictionary<Happening, int> Counts() =>
        Enum.GetValues<Happening>().ToDictionary(happening => happening, happening => this[happening]);
}
