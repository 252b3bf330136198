using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>
/// Reads of one incident that were older than its snapshot. One such read comes from a stale replica. If the portal returns the same old
/// version for longer than a change may take to become visible, its clock was set back: then the old version is accepted, because the link
/// would never move again otherwise.
/// </summary>
/// <param name="Portal">The portal.</param>
/// <param name="Stamp">The stamp they carry, all the same.</param>
/// <param name="Since">When the first was read, by the service's clock.</param>
/// <param name="Reads">How many there were.</param>
public sealed record OlderReads(Portal Portal, Stamp Stamp, Stamp Since, int Reads)
{
    private const int Enough = 5;

    /// <summary>One more read.</summary>
    /// <param name="before">The older reads so far; null when the last read was none.</param>
    /// <param name="snapshot">What was read.</param>
    /// <param name="now">When, by the service's clock.</param>
    /// <returns>One more of the same, or the first of another.</returns>
    public static OlderReads Count(OlderReads? before, Snapshot snapshot, Stamp now) =>
        before is { } same && same.Portal == snapshot.Portal && same.Stamp == snapshot.Stamp
            ? same with { Reads = same.Reads + 1 }
            : new OlderReads(snapshot.Portal, snapshot.Stamp, now, 1);

    /// <summary>It has lasted so long, and happened so often, that it is not a stale read.</summary>
    /// <param name="now">The service's clock.</param>
    /// <param name="overlap">How late a change may become visible on that portal.</param>
    /// <returns>True when they came often enough, for long enough.</returns>
    public bool IsSettled(Stamp now, TimeSpan overlap) => Reads >= Enough && Since.After(overlap) < now;
}
