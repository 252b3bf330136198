using IncidentSync.Demo.Phrases;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Tests.Day;

/// <summary>Makes the twins that the fixed scenario waits for, and nothing else.</summary>
internal static class StandInSync
{
    public static void MakeTwins(World world)
    {
        foreach (var incident in world.Defender().Incidents().Where(incident => !incident.IsRedirected))
        {
            world.Sentinel().Create(twin => twin with
            {
                Title = incident.DisplayName,
                Status = incident.Status == "resolved" ? "Closed" : incident.Status == "active" ? "New" : "Active",
                Severity = Words.Severity(incident.Severity),
                Labels = [new SentinelLabel($"defender:{incident.Id}"), .. incident.CustomTags.Select(tag => new SentinelLabel(tag))],
            }, Actor.App("IncidentSync"), $"twin-{incident.Id}");
        }
    }
}
