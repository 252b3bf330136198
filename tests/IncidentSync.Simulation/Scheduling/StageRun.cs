using IncidentSync.Core.Values;

namespace IncidentSync.Simulation.Scheduling;

/// <summary>One run of a stage, as an outsider sees it: it knows nothing of what others of its process read and hold.</summary>
internal sealed class StageRun
{
    /// <summary>As of when the portals' last answers about an incident were.</summary>
    public Dictionary<(Portal Portal, IncidentId Id), DateTimeOffset> LastRead { get; } = [];

    /// <summary>The tokens it claimed links with.</summary>
    public Dictionary<LinkId, long> Tokens { get; } = [];
}
