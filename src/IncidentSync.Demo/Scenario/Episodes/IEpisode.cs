namespace IncidentSync.Demo.Scenario.Episodes;

/// <summary>A part of the fixed scenario with incidents of its own, made when the portals are filled.</summary>
internal interface IEpisode
{
    /// <summary>What it does in one wave.</summary>
    void Act(int wave);
}
