using IncidentSync.Core.Incidents;

namespace IncidentSync.Service.Tests.Simulation.Scheduling;

/// <summary>One life of one replica. When it dies, nothing it waited for goes on.</summary>
internal sealed class SimulatedProcess(string name)
{
    private readonly AsyncLocal<Dictionary<(Portal Portal, IncidentId Id), DateTimeOffset>> lastRead = new();

    public string Name => name;

    public bool IsDead { get; private set; }

    /// <summary>It does nothing before this time, as a process that was stopped or whose machine swaps.</summary>
    public DateTimeOffset PausedUntil { get; set; }

    /// <summary>As of when the last answers about an incident were that this run of a stage got.</summary>
    public Dictionary<(Portal Portal, IncidentId Id), DateTimeOffset> LastRead => lastRead.Value!;

    /// <summary>The tokens it last claimed its links with.</summary>
    public Dictionary<LinkId, long> Tokens { get; } = [];

    /// <summary>Every token it was ever given.</summary>
    public HashSet<(LinkId Link, long Token)> Given { get; } = [];

    /// <summary>What runs from here on, in whatever steps, is one run of a stage: it knows nothing of what others read.</summary>
    public void BeginRun() => lastRead.Value = [];

    public void Die() => IsDead = true;

    public override string ToString() => name;
}
