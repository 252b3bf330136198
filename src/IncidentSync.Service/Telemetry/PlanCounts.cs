using System.Collections.Concurrent;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Telemetry;

/// <summary>The store as stage 2 sees it: counts its plans by result, and how long they took.</summary>
/// <remarks>
/// <code>
/// | what stage 2 leaves behind, in this order        | result   |
/// |--------------------------------------------------|----------|
/// | the link failed once more                        | retry    |
/// | it asked a portal first, and the link is dirty   | asked    |
/// | two values were in conflict                      | conflict |
/// | writes were announced                            | wrote    |
/// | it rests until a time, or for its turn           | waits    |
/// | a field or the link waits for somebody           | held     |
/// | any other                                        | noop     |
/// </code>
/// A commit that is refused counts for nothing here.
/// </remarks>
internal sealed class PlanCounts(ISyncStore store, Instruments instruments, TimeProvider time) : ISyncStore
{
    private readonly ConcurrentDictionary<LinkId, long> _begun = new();

    public Task<Stamp?> LoadCursorAsync(string connection, Portal portal, CancellationToken cancellationToken) =>
        store.LoadCursorAsync(connection, portal, cancellationToken);

    public Task<IReadOnlyList<LinkId>> StorePageAsync(PageCommit page, CancellationToken cancellationToken) =>
        store.StorePageAsync(page, cancellationToken);

    public Task<Listing?> TakeListingAsync(ListingTerms terms, CancellationToken cancellationToken) =>
        store.TakeListingAsync(terms, cancellationToken);

    public Task<IReadOnlyList<DueLink>> FindDueAsync(int most, CancellationToken cancellationToken) =>
        store.FindDueAsync(most, cancellationToken);

    public Task<IReadOnlyList<LinkId>> FindMergedAsync(IncidentId target, CancellationToken cancellationToken) =>
        store.FindMergedAsync(target, cancellationToken);

    public async Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var claim = await store.ClaimAsync(id, terms, cancellationToken);
        if (claim is not null)
        {
            _begun[id] = now;
        }

        return claim;
    }

    public async Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken)
    {
        var isDone = await store.CommitAsync(claim, commit, cancellationToken);
        if (_begun.TryRemove(claim.Link.Id, out var begun) && isDone)
        {
            var (connection, result) = (Tag.Connection(claim.Link.Connection), Tag.Result(ResultOf(claim.Link, commit)));
            instruments.Reconciliations.Add(1, connection, result);
            instruments.ReconcileDuration.Record(time.GetElapsedTime(begun).TotalSeconds, connection, result);
        }

        return isDone;
    }

    private static string ResultOf(Link before, LinkCommit commit) => commit switch
    {
        _ when commit.Link.Attempts > before.Attempts => "retry",
        { Next.MarksDirty: true } => "asked",
        _ when commit.Journal.Any(row => row.Kind == JournalKind.Conflict) => "conflict",
        _ when commit.Link.Intents.Any(intent => !before.Intents.Contains(intent)) => "wrote",
        _ when commit.Next.Rest > TimeSpan.Zero => "waits",
        _ when !commit.Link.Held.IsEmpty || commit.Link.Hold is not null => "held",
        _ => "noop",
    };
}
