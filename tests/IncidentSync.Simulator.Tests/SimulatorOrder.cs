using IncidentSync.Simulator.Tests;
using IncidentSync.Testing;

[assembly: TestCollectionOrderer(typeof(SimulatorOrder))]

namespace IncidentSync.Simulator.Tests;

/// <summary>The order of these tests.</summary>
public sealed class SimulatorOrder() : LongestFirst(nameof(Pages.PageCollection));
