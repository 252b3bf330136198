using System.Collections.Concurrent;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Desks;

/// <summary>Finds the Sentinel incident of a Defender incident: IncidentSync puts a label on what it makes, native sync its id in it. What
/// anybody else labels so is no twin.</summary>
internal sealed class Twins(SentinelPortal portal)
{
    public const string LabelPrefix = "defender:";

    private readonly ConcurrentDictionary<string, string> _names = new();

    /// <returns>Its name; null while there is none.</returns>
    public string? Find(string defenderId)
    {
        if (_names.TryGetValue(defenderId, out var known) && portal.Find(known) is not null)
        {
            return known;
        }

        if (portal.Incidents().FirstOrDefault(incident => IsTwin(incident, defenderId)) is not { } twin)
        {
            return null;
        }

        _names[defenderId] = twin.Name;
        return twin.Name;
    }

    private bool IsTwin(SentinelIncident incident, string defenderId) =>
        (portal.IsMadeByApp(incident) && incident.Labels.Exists(label => label.Name == LabelPrefix + defenderId))
        || (incident.ProviderIncidentUrl is not null && incident.ProviderIncidentId == defenderId);
}
