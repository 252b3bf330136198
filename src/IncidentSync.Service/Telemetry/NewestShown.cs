using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

/// <summary>The newest version a portal has shown of the incidents that were read lately.</summary>
internal sealed class NewestShown
{
    private const int Most = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<IncidentId, Stamp> _stamps = [];

    /// <summary>
    /// False when the portal has shown a newer one before. From then on the older one counts, so that a clock that was set back is reported
    /// once.
    /// </summary>
    public bool Add(Snapshot snapshot)
    {
        lock (_gate)
        {
            if (_stamps.Count >= Most)
            {
                _stamps.Clear();
            }

            var isNewest = !(_stamps.TryGetValue(snapshot.Id, out var known) && snapshot.Stamp < known);
            _stamps[snapshot.Id] = snapshot.Stamp;
            return isNewest;
        }
    }
}
