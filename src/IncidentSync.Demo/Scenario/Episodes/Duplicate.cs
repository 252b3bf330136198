using IncidentSync.Demo.Desks;
using IncidentSync.Simulator.Dice;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Scenario.Episodes;

/// <summary>
/// A playbook makes a second incident for what has a twin already, and one for what Defender does not have yet. People work on all of them.
/// </summary>
internal sealed class Duplicate(Stage stage) : IEpisode
{
    private static readonly Actor Playbook = Actor.App("Playbook-CreateIncident");

    // Far above what Defender counts to before it comes.
    private const string Foretold = "70004";

    private readonly string _incident = stage.Open();
    private string _name = "";
    private string _early = "";

    public void Act(int wave)
    {
        switch (wave)
        {
            case 1:
                _early = Make("Made by a playbook before the Defender incident came", Foretold);
                break;
            case 2:
                _name = Make("Made by a playbook for the same Defender incident", _incident);
                break;
            case 3:
                stage.Defender.Create(made => made with { Id = Foretold, DisplayName = "Foretold by a playbook", Severity = "medium" });
                break;
            case 4:
                stage.InDefender(_incident).SetSeverity(stage.Person(), "high");
                stage.InSentinel(_incident).Tag(stage.Person(), "worked-on-in-the-twin");
                new SentinelDesk(stage.Sentinel, _name).SetStatus(stage.Person(), CaseStatus.Active);
                break;
            case 5:
                new SentinelDesk(stage.Sentinel, _early).Close(stage.Person(), Closing.DrawTelling(stage.Random));
                break;
        }
    }

    private string Make(string title, string label) => stage.Sentinel.Create(made => made with
    {
        Title = title,
        Severity = "Low",
        Labels = [new SentinelLabel(Twins.LabelPrefix + label)],
    }, Playbook, stage.Random.NextGuid().ToString()).Name;
}
