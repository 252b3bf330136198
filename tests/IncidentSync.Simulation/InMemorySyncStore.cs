using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;

namespace IncidentSync.Simulation;

/// <summary>
/// The state of the simulation: what PostgreSQL does, held to the same contract suite, on a clock that the test moves. A transaction is one
/// swap of an immutable state, so that it can be made to fail at any <see cref="Moment"/>.
/// </summary>
internal sealed class InMemorySyncStore(TimeProvider time) : ISyncStore
{
    private readonly Lock _gate = new();
    private StoredState _state = StoredState.Empty;

    /// <summary>When a transaction may fail.</summary>
    public enum Moment
    {
        /// <summary>Nothing has been done.</summary>
        Before,

        /// <summary>Everything has been done and nothing is committed.</summary>
        During,

        /// <summary>All is committed, and the answer is lost.</summary>
        After,
    }

    /// <summary>Called at every moment of every transaction that writes; fails it by throwing.</summary>
    public Action<Moment> At { get; set; } = _ => { };

    /// <summary>Awaited before every transaction begins and before its answer goes back: scheduling points.</summary>
    public Func<Moment, Task> Pause { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called with the state before and after a transaction, at the instant of the commit.</summary>
    public Action<StoredState, StoredState> Moved { get; set; } = (_, _) => { };

    /// <summary>Called with what a transaction committed, in order.</summary>
    public Action<string> Committed { get; set; } = _ => { };

    /// <summary>Told the connection of a link whose worker never released it.</summary>
    public Action<string> TakenOver { get; set; } = _ => { };

    public IReadOnlyList<LinkId> Links => [.. _state.Rows.Keys];

    /// <summary>No link waits for a stage or is in a worker's hands.</summary>
    public bool IsQuiet => _state.Rows.Values.All(row => !row.Waits && row.LeaseUntil is null);

    /// <summary>Nothing is left of what a cursor leapt over.</summary>
    public bool IsBackfilled =>
        _state.Listings.Rows.All(listing => listing.Key.Kind != ListingKind.Backfill || listing.Value.Range is null);

    /// <summary>The link is in nobody's hands.</summary>
    public bool IsFree(LinkId id) => _state.Rows[id].LeaseUntil is null;

    /// <summary>The link with its place in the queue; null when there is none.</summary>
    public StoredLink? Row(LinkId id) => _state.Rows.GetValueOrDefault(id);

    public Link? Find(LinkId id) => _state.Rows.GetValueOrDefault(id)?.LinkAt(time.GetUtcNow());

    public IReadOnlyList<JournalEntry> JournalOf(LinkId id) =>
        [.. _state.Journal.Rows.Where(row => row.Link == id).Select(row => row.Entry)];

    /// <summary>Why the brake of a connection is on, or null.</summary>
    public string? BrakeOf(string connection) => _state.BrakeOf(connection).Reason;

    /// <summary>An operator releases the brake.</summary>
    public void Release(string connection) => _state = _state with
    {
        Brakes = _state.Brakes.SetItem(connection, _state.BrakeOf(connection) with { Reason = null, ReleasedAt = time.GetUtcNow() }),
    };

    /// <summary>A link that an earlier life left behind.</summary>
    public void Put(Link link) => _state = _state.With(new StoredLink(link, 0, 0, time.GetUtcNow(), 0, null));

    /// <summary>An operator decides about a held field.</summary>
    public void Resolve(LinkId id, Field field, Resolution resolution)
    {
        var row = _state.Rows[id];
        _state = _state.With(row with
        {
            Link = row.Link with { Resolutions = row.Link.Resolutions.SetItem(field, resolution) },
            DirtySequence = row.DirtySequence + 1,
        });
    }

    public async Task<Stamp?> LoadCursorAsync(string connection, Portal portal, CancellationToken cancellationToken)
    {
        await Pause(Moment.Before);
        return _state.Cursors.TryGetValue((connection, portal), out var cursor) ? cursor : null;
    }

    public Task<IReadOnlyList<LinkId>> StorePageAsync(PageCommit page, CancellationToken cancellationToken) => Transact(before =>
    {
        var now = time.GetUtcNow();
        if (page.Step is { } taken && !before.Listings.Holds(taken.Listing))
        {
            return (before, (IReadOnlyList<LinkId>)[], $"page {page.Connection} {page.Portal} fenced");
        }

        var known = before.Of(page).ToList();
        var merged = PageMerge.Apply(page, known);
        var after = merged.Aggregate(before.MoveCursor(page, now), (stored, link) => stored.With(link, now));
        IReadOnlyList<LinkId> dirty = [.. merged.Where(link => link.Dirty).Select(link => link.Link.Id)];
        if (page.Step is { } step)
        {
            var seen = merged.Select(link => link.Link).Concat(known).Select(link => link.Id).ToHashSet();
            (after, var found) = after.Move(page, step, seen, now);
            dirty = [.. dirty, .. found];
        }

        return (after, dirty, $"page {page.Connection} {page.Portal} cursor {page.Cursor} dirty {string.Join(' ', dirty)}");
    });

    public Task<Listing?> TakeListingAsync(ListingTerms terms, CancellationToken cancellationToken) => Transact(before =>
    {
        var (listings, taken) = before.Listings.Take(terms, time.GetUtcNow());
        return (before with { Listings = listings }, taken, $"listing {terms.Connection} {terms.Portal}: {taken?.Kind}");
    });

    /// <summary>A list that is or was read whole.</summary>
    public StoredListing? ListingOf(string connection, Portal portal, ListingKind kind) => _state.Listings.Find(connection, portal, kind);

    public async Task<IReadOnlyList<DueLink>> FindDueAsync(int most, CancellationToken cancellationToken)
    {
        await Pause(Moment.Before);
        var now = time.GetUtcNow();
        return
        [
            .. _state.Rows.Values.Where(row => row.Waits && row.NotBefore <= now && (row.LeaseUntil is null || row.LeaseUntil < now))
                .GroupBy(row => row.Link.Connection)
                .SelectMany(rows => rows.OrderBy(row => row.NotBefore).Select((row, turn) => (Row: row, Turn: turn)))
                .OrderBy(due => due.Turn).ThenBy(due => due.Row.NotBefore).Take(most)
                .Select(due => new DueLink(due.Row.Link.Id, due.Row.Dirty)),
        ];
    }

    public async Task<IReadOnlyList<LinkId>> FindMergedAsync(IncidentId target, CancellationToken cancellationToken)
    {
        await Pause(Moment.Before);
        return [.. _state.Rows.Values.Where(row => row.Link.MergedInto?.End == target).Select(row => row.Link.Id)];
    }

    /// <summary>An operator accepts the markers that are not ours.</summary>
    public void ReleaseComments(LinkId id)
    {
        var row = _state.Rows[id];
        _state = _state.With(row.Marked(time.GetUtcNow()) with
        {
            Link = row.Link with { Comments = [.. row.Link.Comments.Select(comment => comment with { IsForeign = false })] },
        });
    }

    public Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken) => Transact(before =>
    {
        var now = time.GetUtcNow();
        if (before.Rows.GetValueOrDefault(id) is not { } stored)
        {
            return (before, (Claim?)null, $"claim {id}: none");
        }

        var row = stored;
        if (stored.LeaseUntil < now)
        {
            row = stored.Abandoned(now + terms.CoolDown);
            TakenOver(row.Link.Connection);
        }

        if (row.NotBefore > now || row.LeaseUntil is not null || !row.Waits)
        {
            return (before.With(row), null, $"claim {id}: not free");
        }

        var taken = row with { Token = row.Token + 1, LeaseUntil = now + terms.Lease };
        var claim = new Claim(taken.LinkAt(now), taken.Token, taken.DirtySequence, taken.Dirty)
        {
            Lease = terms.Lease,
            IsBraked = before.BrakeOf(taken.Link.Connection).Reason is not null,
        };
        return (before.With(taken), claim, $"claim {id}: token {taken.Token}");
    });

    public Task<bool> CommitAsync(Claim claim, LinkCommit left, CancellationToken cancellationToken) => Transact(before =>
    {
        var commit = left.Named(claim);
        if (before.Rows.GetValueOrDefault(commit.Link.Id) is not { } row || row.Token != claim.Token)
        {
            return (before, false, $"commit {commit.Link.Id}: fenced");
        }

        var journal = commit.Journal.Select(entry => new JournalRow(commit.Link.Id, entry, commit.RulesVersion));
        var after = before.With(row.After(claim, commit, time.GetUtcNow())) with { Journal = before.Journal.Add(journal) };
        after = after.Charge(commit, time.GetUtcNow());
        return (after, true, $"commit {StoredState.Describe(commit)}");
    });

    /// <summary>What a replay does to a link.</summary>
    public void Mark(LinkId id) => Commit(before => before.Rows.GetValueOrDefault(id) is { } row
        ? (before.With(row.Marked(time.GetUtcNow())), true, $"mark {id}")
        : (before, false, $"mark {id}: none"));

    private async Task<T> Transact<T>(Func<StoredState, (StoredState After, T Result, string Said)> transaction)
    {
        await Pause(Moment.Before);
        var result = Commit(transaction);
        await Pause(Moment.After);
        return result;
    }

    private T Commit<T>(Func<StoredState, (StoredState After, T Result, string Said)> transaction)
    {
        lock (_gate)
        {
            At(Moment.Before);
            var before = _state;
            var (after, result, said) = transaction(before);
            At(Moment.During);
            _state = after;
            Moved(before, after);
            Committed(said);
            At(Moment.After);
            return result;
        }
    }
}
