namespace IncidentSync.Simulation.Alerts;

/// <summary>What one consumer was given.</summary>
internal sealed class ConsumerHistory
{
    private readonly Dictionary<string, long> _lives = [];

    /// <summary>The newest event that it was given; all before it were, too, or taking it was wrong.</summary>
    public long Newest { get; private set; }

    /// <summary>A call of this life was not answered: what it had comes again.</summary>
    public void Doubt(string life) => _lives.Remove(life);

    /// <summary>It takes one event.</summary>
    /// <param name="life">The life of the process that gives it.</param>
    /// <param name="sequence">The event.</param>
    /// <returns>What is wrong with that; null when nothing is.</returns>
    public string? Take(string life, long sequence)
    {
        var wrong = sequence > Newest + 1 ? $"event {sequence} comes while {Newest + 1} never came"
            : sequence < _lives.GetValueOrDefault(life) ? $"event {sequence} comes behind {_lives[life]}"
            : null;
        (Newest, _lives[life]) = (Math.Max(Newest, sequence), sequence);
        return wrong;
    }
}
