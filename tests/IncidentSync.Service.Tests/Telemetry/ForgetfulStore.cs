using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>A store that says of its cursors what a test wants.</summary>
internal sealed class ForgetfulStore(ISyncStore store) : ISyncStore
{
    public Stamp? Cursor { get; set; }

    public Task<Stamp?> LoadCursorAsync(string connection, Portal portal, CancellationToken cancellationToken) => Task.FromResult(Cursor);

    public Task<IReadOnlyList<LinkId>> StorePageAsync(PageCommit page, CancellationToken cancellationToken) =>
        store.StorePageAsync(page, cancellationToken);

    public Task<Listing?> TakeListingAsync(ListingTerms terms, CancellationToken cancellationToken) =>
        store.TakeListingAsync(terms, cancellationToken);

    public Task<IReadOnlyList<DueLink>> FindDueAsync(int most, CancellationToken cancellationToken) =>
        store.FindDueAsync(most, cancellationToken);

    public Task<IReadOnlyList<LinkId>> FindMergedAsync(IncidentId target, CancellationToken cancellationToken) =>
        store.FindMergedAsync(target, cancellationToken);

    public Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken) =>
        store.ClaimAsync(id, terms, cancellationToken);

    public Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken) =>
        store.CommitAsync(claim, commit, cancellationToken);
}
