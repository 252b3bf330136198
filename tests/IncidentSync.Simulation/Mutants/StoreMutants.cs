using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;

namespace IncidentSync.Simulation.Mutants;

/// <summary>Engines that are wrong about their own state.</summary>
internal static class StoreMutants
{
    /// <summary>The bases move when a write is announced, not when the portals agree.</summary>
    public sealed class BaseBeforeWrite(ISyncStore inner) : PassingStore(inner)
    {
        public override Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken)
        {
            var link = commit.Link;
            var announced = link is { Defender: not null, Sentinel: not null }
                ? link.Intents.OfType<Intent.Change>().SelectMany(change => change.Fields)
                : [];
            var bases = announced.Aggregate(link.Bases, (moved, write) => new Bases(moved.ByField.SetItem(write.Field, new FieldBase(
                write.Portal == Portal.Defender ? write.Value : link.Defender!.Incident[write.Field],
                write.Portal == Portal.Sentinel ? write.Value : link.Sentinel!.Incident[write.Field]))));
            return base.CommitAsync(claim, commit with { Link = link with { Bases = bases } }, cancellationToken);
        }
    }

    /// <summary>Nobody remembers that a write may have been sent.</summary>
    public sealed class NoIntents(ISyncStore inner) : PassingStore(inner)
    {
        public override Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken) =>
            base.CommitAsync(
                claim,
                commit with { Link = Forget(commit.Link), Next = HasSent(commit.Link) ? commit.Next.AndReplan() : commit.Next },
                cancellationToken);

        public override async Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken) =>
            await base.ClaimAsync(id, terms, cancellationToken) is { } claim
                ? claim with { Link = Forget(claim.Link), Dirty = claim.Dirty || HasSent(claim.Link) }
                : null;

        private static bool HasSent(Link link) => link.Intents.Any(intent => intent.Sent);

        private static Link Forget(Link link) => link with { Intents = [.. link.Intents.Where(intent => !intent.Sent)] };
    }

    /// <summary>Nothing is written down.</summary>
    public sealed class NoJournal(ISyncStore inner) : PassingStore(inner)
    {
        public override Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken) =>
            base.CommitAsync(claim, commit with { Journal = [] }, cancellationToken);
    }

    /// <summary>What a plan owes the journal is written with the answer.</summary>
    public sealed class JournalAfterWrite(ISyncStore inner) : PassingStore(inner)
    {
        private readonly Dictionary<LinkId, ImmutableArray<JournalEntry>> _owed = [];

        public override Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken)
        {
            var id = commit.Link.Id;
            ImmutableArray<JournalEntry> rows = [.. _owed.GetValueOrDefault(id, []), .. commit.Journal];
            if (commit.Next is NextStep.Done && !commit.Link.Intents.IsEmpty)
            {
                (_owed[id], rows) = (rows, []);
            }
            else
            {
                _owed.Remove(id);
            }

            return base.CommitAsync(claim, commit with { Journal = rows }, cancellationToken);
        }
    }

    /// <summary>A link that is taken over does not rest.</summary>
    public sealed class NoCoolDown(ISyncStore inner) : PassingStore(inner)
    {
        public override Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken) =>
            base.ClaimAsync(id, terms with { CoolDown = TimeSpan.Zero }, cancellationToken);
    }

    /// <summary>The absence of a write without an answer counts at once.</summary>
    /// <param name="inner">The store.</param>
    /// <param name="hasty">Of these writes.</param>
    public sealed class NoSettling(ISyncStore inner, Func<Intent, bool> hasty) : PassingStore(inner)
    {
        public override Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken)
        {
            var intents = commit.Link.Intents.Select(intent => hasty(intent) ? intent with { Rest = TimeSpan.Zero } : intent);
            return base.CommitAsync(claim, commit with { Link = commit.Link with { Intents = [.. intents] } }, cancellationToken);
        }
    }

    /// <summary>Nobody keeps what a page has shown of a write.</summary>
    public sealed class NoNotes(ISyncStore inner) : PassingStore(inner)
    {
        public override async Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken) =>
            await base.ClaimAsync(id, terms, cancellationToken) is { } claim
                ? claim with { Link = claim.Link with { Intents = [.. claim.Link.Intents.Select(Forget)] } }
                : null;

        private static Intent Forget(Intent intent) =>
            intent is Intent.Change change ? change with { Shown = change.Shown.Clear() } : intent;
    }

    /// <summary>Nobody remembers a value that Defender may take late.</summary>
    public sealed class NoMemory(ISyncStore inner) : PassingStore(inner)
    {
        public override Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken) => base.CommitAsync(
            claim,
            commit with
            {
                Link = commit.Link with { Intents = [.. commit.Link.Intents.Where(intent => intent is not Intent.Unanswered)] },
            },
            cancellationToken);
    }

    /// <summary>An etag of which a conflict has shown that it is gone is sent again.</summary>
    public sealed class NoGoneVersion(ISyncStore inner) : PassingStore(inner)
    {
        public override Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken) =>
            base.CommitAsync(claim, commit with { Link = commit.Link with { GoneVersion = "" } }, cancellationToken);
    }

    /// <summary>Whoever commits is taken for the holder of the link.</summary>
    public sealed class NoKeyLock(ISyncStore inner, InMemorySyncStore state) : PassingStore(inner)
    {
        public override Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken) =>
            base.CommitAsync(claim with { Token = state.Row(claim.Link.Id)!.Token }, commit, cancellationToken);
    }

    /// <summary>A worker that wakes up late goes on as if its lease still held.</summary>
    public sealed class NoLeaseDeadline(ISyncStore inner) : PassingStore(inner)
    {
        private static readonly TimeSpan Day = TimeSpan.FromDays(1);

        public override async Task<Claim?> ClaimAsync(LinkId id, LeaseTerms terms, CancellationToken cancellationToken) =>
            await base.ClaimAsync(id, terms, cancellationToken) is { } claim ? claim with { Lease = claim.Lease + Day } : null;

        public override Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken) =>
            base.CommitAsync(claim with { Lease = claim.Lease - Day }, commit, cancellationToken);
    }

    /// <summary>A write that is seen to have taken effect moves no base: our own value counts as an edit of the portal.</summary>
    public sealed class NoAdoption(ISyncStore inner) : PassingStore(inner)
    {
        public override Task<bool> CommitAsync(Claim claim, LinkCommit commit, CancellationToken cancellationToken) =>
            base.CommitAsync(claim, commit.Next is not NextStep.Done && commit.Journal.All(row => row.Kind != JournalKind.Answer)
                ? commit with { Link = commit.Link with { Bases = claim.Link.Bases } }
                : commit, cancellationToken);
    }
}
