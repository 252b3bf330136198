using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.State;

/// <summary>
/// Reads of one incident that were older than what is known. One is a stale replica; the same one for longer than a change may take to
/// become visible, and never the newer, is a portal whose clock was set back: then it is believed, or the link would never move again.
/// </summary>
/// <param name="Portal">The portal.</param>
/// <param name="Stamp">The stamp they carry, all the same.</param>
/// <param name="Since">When the first was read, by the service's clock.</param>
/// <param name="Reads">How many there were.</param>
internal sealed record OlderReads(Portal Portal, Stamp Stamp, Stamp Since, int Reads)
{
    private const int Enough = 5;

    /// <summary>One more read.</summary>
    public static OlderReads Count(OlderReads? before, Snapshot snapshot, Stamp now) =>
        before is { } same && same.Portal == snapshot.Portal && same.Stamp == snapshot.Stamp
            ? same with { Reads = same.Reads + 1 }
            : new OlderReads(snapshot.Portal, snapshot.Stamp, now, 1);

    /// <summary>It has been so for so long, and so often, that it is no stale read.</summary>
    public bool IsSettled(Stamp now, TimeSpan overlap) => Reads >= Enough && Since.After(overlap) < now;
}
