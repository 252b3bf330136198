using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Dice;

namespace IncidentSync.Demo.Day;

/// <summary>Decides at an incident's birth what will become of it: who works on it, what automation does to it, which alerts it still
/// gets.</summary>
internal sealed class Lives(Soc soc, Machines machines, Analysts analysts, Cleaners cleaners)
{
    private const double AutoResolvedShare = 0.3;
    private const double AwaitingActionShare = 0.01;
    private const double ChurnShare = 0.2;
    private const double TwinDeletedShare = 0.015;

    /// <param name="incident">As it was made.</param>
    /// <param name="draft">What it was made from.</param>
    /// <param name="random">Its own stream.</param>
    /// <param name="settled">How long correlation still works on it; nobody touches it before, since that would prevent the merge.</param>
    public void Begin(DefenderIncident incident, Draft draft, Random random, TimeSpan settled)
    {
        foreach (var severity in draft.LaterSeverities)
        {
            machines.AddAlertLater(incident.Id, draft, severity, random);
        }

        if (random.Happens(ChurnShare))
        {
            machines.Churn(incident.Id, random);
        }

        if (settled == TimeSpan.Zero && random.Happens(TwinDeletedShare))
        {
            cleaners.DeleteTwinLater(incident.Id, random);
        }

        if (settled == TimeSpan.Zero && incident.Severity is "informational" or "low" && random.Happens(AutoResolvedShare))
        {
            machines.ResolveLater(incident.Id, random, () => Triage(incident, random, TimeSpan.Zero));
        }
        else if (settled == TimeSpan.Zero && random.Happens(AwaitingActionShare))
        {
            machines.AwaitAction(incident.Id, random, () => Triage(incident, random, TimeSpan.Zero));
        }
        else
        {
            Triage(incident, random, settled);
        }
    }

    private void Triage(DefenderIncident incident, Random random, TimeSpan after) =>
        analysts.Triage(() => soc.Desks(incident.Id), random, after);
}
