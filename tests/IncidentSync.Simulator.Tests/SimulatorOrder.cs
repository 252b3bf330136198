using IncidentSync.Simulator.Tests;
using IncidentSync.Testing;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(SimulatorOrder))]

namespace IncidentSync.Simulator.Tests;

/// <summary>The order of these tests.</summary>
public sealed class SimulatorOrder() : LongestFirst(nameof(Pages.PageCollection));
