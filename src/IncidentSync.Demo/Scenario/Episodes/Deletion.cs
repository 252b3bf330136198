namespace IncidentSync.Demo.Scenario.Episodes;

/// <summary>Somebody deletes two twins in Sentinel. One of the two incidents is worked on in Defender afterwards, the other is only talked
/// about.</summary>
internal sealed class Deletion(Stage stage) : IEpisode
{
    private readonly string workedOn = stage.Open();
    private readonly string talkedAbout = stage.Open();

    public void Act(int wave)
    {
        switch (wave)
        {
            case 2:
                Delete(workedOn);
                Delete(talkedAbout);
                break;
            case 4:
                stage.InDefender(workedOn).SetSeverity(stage.Person(), "high");
                stage.Comment(stage.InDefender(workedOn), "Still working on it, in Defender.");
                stage.Comment(stage.InDefender(talkedAbout), "Does anybody know why it is gone from Sentinel?");
                break;
        }
    }

    private void Delete(string id) => stage.Sentinel.Delete(stage.InSentinel(id).IncidentId, stage.Person());
}
