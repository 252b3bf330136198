using System.Collections.Concurrent;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// Decorates the store: counts the commits and checks their invariants. It changes nothing, so no stage knows of
/// it.
/// </summary>
internal sealed class InstrumentedStore(
    ISyncStore store, ConnectionSet connections, Instruments instruments, Violations violations, TimeProvider time) : ISyncStore
{
    private readonly ConcurrentDictionary<(string Connection, Portal Portal), Stamp> _cursors = new();
    private readonly GivenUpWrites _givenUp = new(instruments, time);

    public async Task<Stamp?> LoadCursorAsync(string connection, Portal portal, CancellationToken cancellationToken)
    {
        var cursor = await store.LoadCursorAsync(connection, portal, cancellationToken);
        if (_cursors.TryGetValue((connection, portal), out var known) && (cursor is null || cursor < known))
        {
            violations.Tell(Invariant.CursorWentBack, connection, portal);
            _cursors.TryRemove((connection, portal), out _);
        }

        if (cursor is { } at)
        {
            _cursors[(connection, portal)] = at;
        }

        return cursor;
    }

    public async Task<IReadOnlyList<LinkId>> StorePageAsync(PageCommit page, CancellationToken cancellationToken)
    {
        var dirty = await store.StorePageAsync(page, cancellationToken);

        // A list that is read whole shows what is old because it is old.
        if (page.Step is null && dirty.Count > 0 && _cursors.TryGetValue((page.Connection, page.Portal), out var cursor))
        {
            foreach (var late in page.Snapshots.Where(snapshot => snapshot.Stamp < cursor && IsOfAny(dirty, page.Identity, snapshot)))
            {
                var behind = cursor.Moment - late.Stamp.Moment;
                instruments.LateArrivals.Record(behind.TotalSeconds, Tag.Connection(page.Connection), Tag.Portal(page.Portal));
            }
        }

        return dirty;
    }

    public Task<Listing?> TakeListingAsync(ListingTerms terms, CancellationToken cancellationToken) =>
        store.TakeListingAsync(terms, cancellationToken);

    public Task<IReadOnlyList<DueLink>> FindDueAsync(int most, CancellationToken cancellationToken) =>
        store.FindDueAsync(most, cancellationToken);

    public Task<IReadOnlyList<LinkId>> FindMergedAsync(IncidentId target, CancellationToken cancellationToken) =>
        store.FindMergedAsync(target, cancellationToken);

    public async Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken)
    {
        var claim = await store.ClaimAsync(id, terms, cancellationToken);
        if (claim is not null)
        {
            _givenUp.Look(claim.Link);
        }

        return claim;
    }

    public async Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken)
    {
        if (!await store.CommitAsync(claim, commit, cancellationToken))
        {
            instruments.FenceRejects.Add(1, Tag.Connection(claim.Link.Connection));
            return false;
        }

        var rules = connections.Find(claim.Link.Connection)?.RulesNow ?? SyncRules.Default;
        foreach (var broken in CommitCheck.Broken(claim.Link, commit, rules))
        {
            violations.Tell(broken, claim.Link.Connection, claim.Link.Id);
        }

        _givenUp.Note(claim.Link, commit);
        Count(claim.Link, commit, rules);
        return true;
    }

    private void Count(Link before, LinkCommit commit, SyncRules rules)
    {
        var connection = Tag.Connection(before.Connection);
        foreach (var row in commit.Journal)
        {
            if (row is { Kind: JournalKind.Conflict, Field: { } field, Portal: { } loser })
            {
                instruments.Conflicts.Add(1, connection, Tag.Field(field.Name), Tag.Winner(loser.Other()), Tag.Policy(row.Reason));
            }
            else if (row is { Kind: JournalKind.Ambiguous, Field: { } doubtful, Portal: { } portal })
            {
                instruments.Ambiguous.Add(1, connection, Tag.Portal(portal), Tag.Field(doubtful.Name));
            }
            else if (row.Kind == JournalKind.Held)
            {
                instruments.Holds.Add(1, connection, Tag.Field(FieldOf(row)), Tag.Reason(row.Reason));
            }
        }

        foreach (var arrival in Arrival.Between(before, commit.Link))
        {
            var took = time.GetUtcNow() - arrival.EditedAt.Moment;
            instruments.Propagation.Record(Math.Max(0, took.TotalSeconds), connection, Tag.Portal(arrival.On), Tag.Field(arrival.Field));
        }

        if (CommentTwice.Seen(before, commit.Link, rules.Comments.Marker) is > 0 and var twice)
        {
            instruments.DuplicateComments.Add(twice, connection);
        }

        foreach (var home in Portals.Both)
        {
            if (CommentUnverified.Seen(before, commit.Link, home) is > 0 and var unverified)
            {
                instruments.UnverifiedComments.Add(unverified, connection, Tag.Portal(home));
            }
        }
    }

    private static string FieldOf(JournalEntry row) => row.Field?.Name
        ?? (row.Reason is nameof(HoldReason.ForeignMarkers) or nameof(HoldReason.TooManyComments) ? CommentPlanner.Name : Tag.Incident);

    // A link is named after its Defender incident, or after Sentinel's where it has none.
    private static bool IsOfAny(IReadOnlyList<LinkId> links, LinkIdentity identity, Snapshot snapshot) => snapshot switch
    {
        { Portal: Portal.Defender } => links.Contains(identity.LinkOfDefender(snapshot.Id)),
        _ when snapshot.PairedIn(identity) is { } id => links.Contains(identity.LinkOfDefender(id)),
        _ => links.Contains(identity.LinkOfSentinel(snapshot.Id)),
    };
}
