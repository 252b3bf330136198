using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.State;

/// <summary>
/// The state, one method per transaction of the flow. Two implementations are held to one contract suite: PostgreSQL, and the in-memory
/// one of the simulation. The store's clock is the only clock for leases and rests.
/// </summary>
internal interface ISyncStore
{
    /// <summary>Where a feed stands; null when it never ran.</summary>
    Task<Stamp?> LoadCursorAsync(string connection, Portal portal, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a page's snapshots, makes or finds their links, marks those dirty in which a field changed, and moves the cursor: all or
    /// nothing. It skips a snapshot older than the stored one. Returns the links that became dirty. A step of a list whose lease another
    /// replica has taken meanwhile changes nothing.
    /// </summary>
    Task<IReadOnlyList<LinkId>> StorePageAsync(PageCommit page, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a list of the portal for one step: first the rest of a backfill, else of a sweep that has begun or is due. Null when there is
    /// none, or another replica has it. <see cref="StorePageAsync"/> releases it.
    /// </summary>
    Task<Listing?> TakeListingAsync(ListingTerms terms, CancellationToken cancellationToken);

    /// <summary>Links that wait for a stage and are free, longest waiting first, the connections in turn.</summary>
    Task<IReadOnlyList<DueLink>> FindDueAsync(int most, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a link for one worker; null when it is not due or another worker holds it. A link whose worker never released it is not handed
    /// out: it rests for the cool-down, and its intents count as sent.
    /// </summary>
    Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken);

    /// <summary>The links of any connection whose Defender incident was merged into this one: their copies may stand on it.</summary>
    Task<IReadOnlyList<LinkId>> FindMergedAsync(IncidentId target, CancellationToken cancellationToken);

    /// <summary>Commits the worker's changes; false, and nothing is written, when another worker took the link meanwhile.</summary>
    Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken);
}
