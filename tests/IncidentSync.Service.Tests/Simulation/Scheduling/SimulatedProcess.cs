using IncidentSync.Core.Incidents;

namespace IncidentSync.Service.Tests.Simulation.Scheduling;

/// <summary>One life of one replica. When it dies, nothing it waited for goes on.</summary>
internal sealed class SimulatedProcess(string name)
{
    public string Name => name;

    public bool IsDead { get; private set; }

    /// <summary>It does nothing before this time, as a process that was stopped or whose machine swaps.</summary>
    public DateTimeOffset PausedUntil { get; set; }

    /// <summary>As of when the portals' last answers about an incident were.</summary>
    public Dictionary<(Portal Portal, IncidentId Id), DateTimeOffset> LastRead { get; } = [];

    /// <summary>The tokens it last claimed its links with.</summary>
    public Dictionary<LinkId, long> Tokens { get; } = [];

    /// <summary>Every token it was ever given.</summary>
    public HashSet<(LinkId Link, long Token)> Given { get; } = [];

    public void Die() => IsDead = true;

    public override string ToString() => name;
}
