using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>One page of a feed.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Identity">From which the ids of new links are derived.</param>
/// <param name="Portal">The portal that was read.</param>
/// <param name="Snapshots">What it said.</param>
/// <param name="Cursor">Where the feed stands after this page; null while its window is not read whole.</param>
public sealed record PageCommit(
    string Connection, LinkIdentity Identity, Portal Portal, IReadOnlyList<Snapshot> Snapshots, Stamp? Cursor)
{
    /// <summary>When it was read, by the service's clock.</summary>
    public Stamp At { get; init; }

    /// <summary>How late a change may become visible on this portal.</summary>
    public TimeSpan Overlap { get; init; }

    /// <summary>The range that the cursor leaps over; a backfill reads it, behind new changes.</summary>
    public FeedRange? Gap { get; init; }

    /// <summary>The Defender incidents whose links it may concern.</summary>
    public IEnumerable<IncidentId> DefenderIds => Snapshots
        .Select(snapshot => snapshot.Portal == Portal.Defender ? snapshot.Id : snapshot.PairedIn(Identity)).OfType<IncidentId>();

    /// <summary>The Sentinel incidents whose links it may concern: of a Defender incident that of its twin's name.</summary>
    public IEnumerable<IncidentId> SentinelNames =>
        Snapshots.Select(snapshot => snapshot.Portal == Portal.Sentinel ? snapshot.Id : Identity.TwinOf(snapshot.Id));

    /// <summary>The step of a backfill or sweep that the page is; null when the feed read it.</summary>
    public ListingStep? Step { get; init; }
}

/// <summary>A link that waits for a stage.</summary>
/// <param name="Id">The link.</param>
/// <param name="Dirty">It waits to be planned; else to be written.</param>
public sealed record DueLink(LinkId Id, bool Dirty);
