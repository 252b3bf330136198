using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Convergence;

/// <summary>Checks that a twin deleted in Sentinel is not made again, and that its Defender incident is left alone.</summary>
/// <param name="forgotten">The app lost its memory after this edit: of deletions up to it, it cannot know.</param>
internal sealed class DeletionCheck(DefenderPortal defender, SentinelPortal sentinel, History history, long forgotten)
{
    // An edit made in Sentinel just before the deletion may still be on its way.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(10);

    private readonly ILookup<string, (SentinelIncident Twin, Edit Deletion)> _deleted = history.DeletionsIn(sentinel)
        .Where(deletion => !history.IsApps(deletion) && deletion.Number > forgotten)
        .Select(deletion => (Twin: sentinel.FindDeleted(deletion.IncidentId), deletion))
        .Where(pair => pair.Twin is not null)
        .SelectMany(pair => Pairing.DefenderIds(sentinel, pair.Twin!), (pair, id) => (id, Twin: pair.Twin!, pair.deletion))
        .ToLookup(pair => pair.id, pair => (pair.Twin, pair.deletion));

    /// <param name="incident">Defender's.</param>
    /// <param name="twin">What Sentinel has for it now.</param>
    public IEnumerable<Finding> Of(DefenderIncident incident, SentinelIncident? twin)
    {
        if (_deleted[incident.Id].OrderBy(pair => pair.Deletion.Number).Select(pair => pair.Deletion).LastOrDefault() is not { } deletion)
        {
            return [];
        }

        if (twin is null)
        {
            return [new Finding.TwinDeleted(incident.Id, deletion.IncidentId), .. Touched(incident, deletion)];
        }

        return history.CreationOf(sentinel, twin.Name) is { } creation && history.IsApps(creation) && creation.Number > deletion.Number
            ? [new Finding.TwinResurrected(incident.Id, twin.Name)]
            : [];
    }

    private IEnumerable<Finding> Touched(DefenderIncident incident, Edit deletion) => history.Of(defender, incident.Id)
        .Where(edit => history.IsApps(edit) && edit.Number > deletion.Number && edit.RealAt > deletion.RealAt + OnItsWay)
        .Select(edit => edit.Field).Distinct()
        .Select(field => new Finding.TouchedAfterDeletion(incident.Id, field));
}
