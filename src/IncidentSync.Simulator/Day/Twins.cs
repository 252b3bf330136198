using System.Collections.Concurrent;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Day;

/// <summary>Finds the Sentinel incident of a Defender incident, whoever made it: IncidentSync puts a label on it, native sync its id in
/// it.</summary>
internal sealed class Twins(SentinelPortal portal)
{
    public const string LabelPrefix = "defender:";

    private readonly ConcurrentDictionary<string, string> names = new();

    /// <returns>Its name; null while there is none.</returns>
    public string? Find(string defenderId)
    {
        if (names.TryGetValue(defenderId, out var known) && portal.Find(known) is not null)
            return known;
        if (portal.Incidents().FirstOrDefault(incident => IsTwin(incident, defenderId)) is not { } twin)
            return null;
        names[defenderId] = twin.Name;
        return twin.Name;
    }

    private static bool IsTwin(SentinelIncident incident, string defenderId) =>
        incident.Labels.Exists(label => label.Name == LabelPrefix + defenderId)
        || (incident.ProviderIncidentUrl is not null && incident.ProviderIncidentId == defenderId);
}
