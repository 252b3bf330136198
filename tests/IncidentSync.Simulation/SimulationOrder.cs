using IncidentSync.Simulation;
using IncidentSync.Testing;

[assembly: TestCollectionOrderer(typeof(SimulationOrder))]

namespace IncidentSync.Simulation;

/// <summary>The order of these tests.</summary>
public sealed class SimulationOrder() : LongestFirst(nameof(SimulationTests), nameof(Mutants.MutantTests));
