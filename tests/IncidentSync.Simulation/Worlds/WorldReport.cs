namespace IncidentSync.Simulation.Worlds;

/// <summary>What a world came to.</summary>
/// <param name="Worlds">How many worlds this sums up.</param>
/// <param name="IncidentDays">Incidents times the days people worked on them.</param>
/// <param name="Edits">Fields that people changed.</param>
/// <param name="Violations">What must not be.</param>
/// <param name="Probes">What happened how often.</param>
/// <param name="Hash">Of everything that happened.</param>
/// <param name="Tail">The last that happened, in words.</param>
internal sealed record WorldReport(
    int Worlds, double IncidentDays, long Edits, IReadOnlyList<string> Violations, Probes Probes, ulong Hash, IReadOnlyList<string> Tail);
