namespace IncidentSync.Simulation.Scheduling;

/// <summary>Everything that happened, as a hash, and the last of it in words.</summary>
internal sealed class Trace
{
    /// <summary>So many lines are kept in words.</summary>
    private static readonly int Kept = Budget.Traces is null ? 400 : int.MaxValue;

    private readonly Queue<string> _tail = new();

    /// <summary>Two worlds with this number in common went the same way (FNV-1a over all lines).</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    public long Count { get; private set; }

    public IEnumerable<string> Tail => _tail;

    public void Add(string line)
    {
        foreach (var c in line)
        {
            Hash = (Hash ^ c) * 1099511628211;
        }

        Count++;
        _tail.Enqueue(line);
        if (_tail.Count > Kept)
        {
            _tail.Dequeue();
        }
    }
}
