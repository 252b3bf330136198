using System.Collections.Immutable;
using IncidentSync.Connectors;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Incidents;
using IncidentSync.Core.Reconciliation;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Reconciliation;

/// <summary>
/// Stage 2: asks the planner about one link and makes its plan durable: losing values and intents are in the store before anything is sent.
/// </summary>
internal sealed class Reconciler(ConnectionSet connections, ISyncStore store, ISignals signals, TimeProvider time, ILogger<Reconciler> log)
{
    /// <summary>A wait for Microsoft's own sync, while nobody has said yet whether it is on.</summary>
    private static readonly TimeSpan UnansweredRest = TimeSpan.FromSeconds(2);

    /// <summary>Plans the link if it is due and free.</summary>
    public async Task RunOnceAsync(LinkId id, CancellationToken cancellationToken)
    {
        if (await store.ClaimAsync(id, connections.Terms, cancellationToken) is not { } claim)
        {
            return;
        }

        // From here on the link is in our hands: what was begun is finished even when the process is told to stop.
        if (connections.Find(claim.Link.Connection) is not { Mode: not ConnectionMode.Paused } connection)
        {
            await store.CommitAsync(claim, LinkFailure.Park(claim.Link), CancellationToken.None);
            return;
        }

        if (!claim.Dirty)
        {
            // A signal came twice. The intents that wait are the writer's.
            await store.CommitAsync(claim, new LinkCommit(claim.Link, [], connection.RulesNow.Version), CancellationToken.None);
            return;
        }

        var now = Stamp.Of(time.GetUtcNow());
        var plan = Planner.Plan(claim.Link.ToSyncState() with { Now = now }, connection.RulesNow);
        if (plan.Action is SyncAction.ReadFirst read)
        {
            await ReadFirstAsync(connection, claim, read.Portal);
            return;
        }

        // While fields wait to be written comments wait too: they would move Sentinel's etag, and the writer asks for them afterwards.
        if (!Comments.AreDue(claim.Link, plan))
        {
            await CommitAsync(connection, claim, claim.Link, plan, []);
            return;
        }

        switch (await Comments.PlanAsync(connection, claim.Link))
        {
            case Comments.Outcome.Planned planned:
                await CommitAsync(connection, claim, planned.Link, plan, planned.Posts);
                break;
            case Comments.Outcome.Failed failed:
                await store.CommitAsync(claim, LinkFailure.Commit(claim.Link, failed.Failure, connection.RulesNow), CancellationToken.None);
                break;
        }
    }

    private async Task CommitAsync(SyncConnection connection, Claim claim, Link link, SyncPlan plan, IReadOnlyList<PlannedComment> posts)
    {
        var journal = Journal.Of(link.ToSyncState(), plan, link.Held);
        var planned = link with
        {
            State = plan.State,
            Bases = plan.Bases,
            Held = plan.Decisions.IsEmpty ? link.Held : plan.Held.ToImmutableDictionary(held => held.Field, held => held.Reason),
            Unwritable = [.. link.Unwritable.Where(value => plan.Held.Any(held => held.Field == value.Write.Field && held.Reason == value.Reason))],
            Intents = connection.Mode == ConnectionMode.Sync ? Intents.After(link, plan.Action, posts) : [],
            Attempts = plan.Action is SyncAction.Nothing ? 0 : link.Attempts,
            LastError = plan.Action is SyncAction.Nothing ? "" : link.LastError,
        };
        var committed = await store.CommitAsync(claim, Commit(planned, journal, plan, connection), CancellationToken.None);
        if (!committed)
        {
            log.Fenced(link.Id);
            return;
        }

        foreach (var held in plan.Held.Where(held => !link.Held.ContainsKey(held.Field)))
        {
            log.FieldHeld(link.Id, held.Field, held.Reason);
        }

        if (!planned.Intents.IsEmpty)
        {
            log.Planned(link.Id, posts.Count > 0 ? "comments" : plan.Action.GetType().Name, planned.Intents.Length);
            await signals.WriteDueAsync(link.Id, CancellationToken.None);
        }
    }

    // A plan that waits for a time leaves the link dirty, so that it is planned again then.
    private LinkCommit Commit(Link planned, ImmutableArray<JournalEntry> journal, SyncPlan plan, SyncConnection connection)
    {
        var commit = new LinkCommit(planned, journal, connection.RulesNow.Version);
        return plan.Action is SyncAction.WaitUntil wait
            ? commit with { Rest = RestUntil(wait.Time, connection), WakesOnNews = true }
            : commit with { Planned = true };
    }

    private TimeSpan RestUntil(Stamp due, SyncConnection connection)
    {
        var rest = due.Moment - time.GetUtcNow();
        return connection.Native.IsAssumed && rest > UnansweredRest ? UnansweredRest : rest;
    }

    // A portal that never said anything of the incident is asked by id: the change that made the link dirty came from the other one.
    private async Task ReadFirstAsync(SyncConnection connection, Claim claim, Portal portal)
    {
        var id = portal == Portal.Defender ? claim.Link.DefenderId!.Value : claim.Link.SentinelName;
        var commit = await connection[portal].GetAsync(id, CancellationToken.None) switch
        {
            ReadOutcome.Found found => new LinkCommit(claim.Link.Observe(found.Snapshot), [], connection.RulesNow.Version) { MarkDirty = true },
            ReadOutcome.NotFound => LinkFailure.Commit(claim.Link, $"{portal} has no such incident", null, connection.RulesNow),
            ReadOutcome.Failed failed => LinkFailure.Commit(claim.Link, failed.Failure, connection.RulesNow),
            _ => throw new InvalidOperationException("Every outcome is named above."),
        };
        await store.CommitAsync(claim, commit, CancellationToken.None);
        if (commit.MarkDirty)
        {
            await signals.LinkChangedAsync(claim.Link.Id, CancellationToken.None);
        }
    }
}
