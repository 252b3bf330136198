using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

/// <summary>A simulator whose budgets hold, in a time that moves only when told.</summary>
public sealed class MeteredFixture : SimulatorFixture
{
    internal ManualTime Time { get; } = new();

    internal override SimulatorOptions Shape(SimulatorOptions options) => options with { BudgetsLifted = false, RealTime = Time };
}
