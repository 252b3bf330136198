using IncidentSync.Core.Values;

namespace IncidentSync.Simulation.Scheduling;

/// <summary>One life of one replica. When it dies, nothing it waited for goes on.</summary>
internal sealed class SimulatedProcess(string name)
{
    private readonly AsyncLocal<StageRun> _run = new();

    public string Name => name;

    public bool IsDead { get; private set; }

    /// <summary>It does nothing before this time, as a process that was stopped or whose machine swaps.</summary>
    public DateTimeOffset PausedUntil { get; private set; }

    /// <summary>The run of a stage that asks.</summary>
    public StageRun Run => _run.Value!;

    /// <summary>Every token it was ever given.</summary>
    public HashSet<(LinkId Link, long Token)> Given { get; } = [];

    /// <summary>What runs from here on, in whatever steps, is one run of a stage.</summary>
    public void BeginRun() => _run.Value = new StageRun();

    public void Die() => IsDead = true;

    /// <summary>It stands still, never for less time than it already does: what came due meanwhile waits for the end of that.</summary>
    public void Pause(DateTimeOffset until) => PausedUntil = until > PausedUntil ? until : PausedUntil;

    public override string ToString() => name;
}
