using IncidentSync.Demo.Day;

namespace IncidentSync.Demo.Scenario.Episodes;

/// <summary>Automated investigation resolved two incidents before the twins were made, and opens them again.</summary>
internal sealed class Reactivation : IEpisode
{
    private readonly Stage _stage;
    private readonly string[] _incidents;

    public Reactivation(Stage stage)
    {
        (_stage, _incidents) = (stage, [stage.Open("low"), stage.Open("informational")]);
        foreach (var id in _incidents)
        {
            stage.Defender.Edit(id, Machines.Investigation,
                incident => incident with { Status = "resolved", AssignedTo = Machines.AutomationOwner });
        }
    }

    public void Act(int wave)
    {
        if (wave is 2 or 4)
        {
            Machines.Reactivate(_stage.Defender, _incidents[wave / 2 - 1]);
        }
    }
}
