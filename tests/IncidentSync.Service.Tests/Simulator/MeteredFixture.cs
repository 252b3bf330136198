using IncidentSync.Simulator;

namespace IncidentSync.Service.Tests.Simulator;

/// <summary>A simulator whose budgets hold.</summary>
public sealed class MeteredFixture : SimulatorFixture
{
    internal override SimulatorOptions Shape(SimulatorOptions options) => options with { BudgetsLifted = false };
}
