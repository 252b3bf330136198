using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Day.Episodes;

/// <summary>A playbook makes a second incident for what has a twin already, and people work on all three.</summary>
internal sealed class Duplicate(Stage stage) : IEpisode
{
    private static readonly Actor playbook = Actor.App("Playbook-CreateIncident");

    private readonly string incident = stage.Open();
    private string name = "";

    public void Act(int wave)
    {
        switch (wave)
        {
            case 2:
                name = stage.Sentinel.Create(made => made with
                {
                    Title = "Made by a playbook for the same Defender incident",
                    Severity = "Low",
                    Labels = [new SentinelLabel(Twins.LabelPrefix + incident)],
                }, playbook, stage.Random.NextGuid().ToString()).Name;
                break;
            case 4:
                stage.InDefender(incident).SetSeverity(stage.Person(), "high");
                stage.InSentinel(incident).Tag(stage.Person(), "worked-on-in-the-twin");
                new SentinelDesk(stage.Sentinel, name).SetStatus(stage.Person(), CaseStatus.Active);
                break;
        }
    }
}
