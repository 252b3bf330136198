using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Control;

/// <summary>Body of /control/budgets.</summary>
/// <param name="Lifted">Calls are counted, none is refused.</param>
/// <param name="Puts">How many PUTs of a kind Sentinel's headers count down from, refusing at 0; null leaves it as it is.</param>
internal sealed record BudgetRule(bool Lifted, int? Puts = null)
{
    public static BudgetRule Of(Budgets budgets) => new(budgets.Lifted, budgets.AnnouncedPuts);

    public string? Problem() => Puts <= 0 ? "puts must be greater than 0." : null;

    public void Apply(Budgets budgets)
    {
        budgets.Lifted = Lifted;
        budgets.AnnouncedPuts = Puts ?? budgets.AnnouncedPuts;
    }
}
