namespace IncidentSync.Demo.Day;

/// <summary>What GET /control/day shows.</summary>
/// <param name="Seed">The same seed in the same world makes the same day.</param>
/// <param name="Started">On the simulator's clock; null before the first start.</param>
internal sealed record DayReport(
    bool Running, int? Seed, double IncidentsPerDay, bool MergeStorm, DateTimeOffset? Started, IReadOnlyDictionary<Happening, int> Counts);
