namespace IncidentSync.Simulator.Control;

/// <summary>Body of /control/budgets.</summary>
internal sealed record BudgetRule(bool Lifted);
