using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;

namespace IncidentSync.Simulation.Mutants;

/// <summary>A store that passes everything on; a mutant changes one thing of it.</summary>
internal abstract class PassingStore(ISyncStore inner) : ISyncStore
{
    public Task<Stamp?> LoadCursorAsync(string connection, Portal portal, CancellationToken cancellationToken) =>
        inner.LoadCursorAsync(connection, portal, cancellationToken);

    public Task<IReadOnlyList<LinkId>> StorePageAsync(PageCommit page, CancellationToken cancellationToken) =>
        inner.StorePageAsync(page, cancellationToken);

    public Task<Listing?> TakeListingAsync(ListingTerms terms, CancellationToken cancellationToken) =>
        inner.TakeListingAsync(terms, cancellationToken);

    public Task<IReadOnlyList<DueLink>> FindDueAsync(int most, CancellationToken cancellationToken) =>
        inner.FindDueAsync(most, cancellationToken);

    public Task<IReadOnlyList<LinkId>> FindMergedAsync(IncidentId target, CancellationToken cancellationToken) =>
        inner.FindMergedAsync(target, cancellationToken);

    public virtual Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken) =>
        inner.ClaimAsync(id, terms, cancellationToken);

    public virtual Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken) =>
        inner.CommitAsync(claim, commit, cancellationToken);
}
