namespace IncidentSync.Demo.Scenario.Episodes;

/// <summary>Somebody deletes two twins in Sentinel. One of the two incidents is worked on in Defender afterwards, the other is only talked
/// about.</summary>
internal sealed class Deletion(Stage stage) : IEpisode
{
    private readonly string _workedOn = stage.Open();
    private readonly string _talkedAbout = stage.Open();

    public void Act(int wave)
    {
        switch (wave)
        {
            case 2:
                Delete(_workedOn);
                Delete(_talkedAbout);
                break;
            case 4:
                stage.InDefender(_workedOn).SetSeverity(stage.Person(), "high");
                stage.Comment(stage.InDefender(_workedOn), "Still working on it, in Defender.");
                stage.Comment(stage.InDefender(_talkedAbout), "Does anybody know why it is gone from Sentinel?");
                break;
        }
    }

    private void Delete(string id) => stage.Sentinel.Delete(stage.InSentinel(id).IncidentId, stage.Person());
}
