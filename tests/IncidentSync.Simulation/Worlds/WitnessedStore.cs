using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;
using IncidentSync.Simulation.Scheduling;

namespace IncidentSync.Simulation.Worlds;

/// <summary>The store as one process uses it; remembers what it claimed, so that an outsider can tell whether it still held it.</summary>
internal sealed class WitnessedStore(ISyncStore inner, SimulatedProcess process, World world) : ISyncStore
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

    public async Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken)
    {
        var claim = await inner.ClaimAsync(id, terms, cancellationToken);
        if (claim is not null)
        {
            process.Run.Tokens[id] = claim.Token;
            process.Given.Add((id, claim.Token));
        }

        return claim;
    }

    public async Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken)
    {
        var committed = await inner.CommitAsync(claim, commit, cancellationToken);
        if (!committed)
        {
            world.Probes.Hit("a commit was fenced off");
        }
        else if (!process.Given.Contains((claim.Link.Id, claim.Token)))
        {
            world.History.Violate("I11 fencing", $"{process} committed {claim.Link.Id} under a token it was not given");
        }

        return committed;
    }
}
