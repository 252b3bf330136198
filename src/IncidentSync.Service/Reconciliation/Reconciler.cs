using System.Collections.Immutable;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Reconciliation;

/// <summary>
/// Stage 2: asks the planner about one link and makes its plan durable: losing values and intents are in the store before anything is sent.
/// </summary>
internal sealed class Reconciler(ConnectionSet connections, ISyncStore store, ISignals signals, TimeProvider time, ILogger<Reconciler> log)
{
    /// <summary>
    /// How long a link waits that depends on whether Microsoft's own sync is on, before it is asked again whether that is known.
    /// </summary>
    private static readonly TimeSpan UnansweredRest = TimeSpan.FromSeconds(2);

    private static readonly CommentPlan NoComments = new([], []);

    private static readonly JournalEntry NoRoom =
        new(JournalKind.Error, Portal.Sentinel, null, null, null, "a comment of Defender has no room in Sentinel");

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

        if (await SettleAsync(connection, claim) is not { } settled)
        {
            return;
        }

        if (UnansweredWrites.ToBeAsked(settled.Link) is not null && connection.Mode == ConnectionMode.Sync)
        {
            // What is not to be seen yet is the writer's to look for, before anything is decided.
            await store.CommitAsync(settled, new LinkCommit(settled.Link, [], connection.RulesNow.Version), CancellationToken.None);
            await signals.WriteDueAsync(id, CancellationToken.None);
            return;
        }

        try
        {
            await PlanAsync(connection, settled, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Only reads are given up: nothing was decided, and the link is given back as it was.
            await store.CommitAsync(settled, new LinkCommit(settled.Link, [], connection.RulesNow.Version), CancellationToken.None);
        }
    }

    // What is shown of writes without an answer is settled before anything is decided; null when the link is another worker's by now.
    private async Task<Claim?> SettleAsync(SyncConnection connection, Claim claim)
    {
        var (link, adopted) = UnansweredWrites.Settle(claim.Link, connection.RulesNow);
        if (ReferenceEquals(link, claim.Link))
        {
            return claim;
        }

        var commit = new LinkCommit(link, adopted, connection.RulesNow.Version) { KeepLease = true };
        if (await store.CommitAsync(claim, commit, CancellationToken.None))
        {
            return claim with { Link = link };
        }

        log.Fenced(link.Id);
        return null;
    }

    private async Task PlanAsync(SyncConnection connection, Claim claim, CancellationToken cancellationToken)
    {
        var now = Stamp.Of(time.GetUtcNow());
        var inquiry = new Inquiry(connection, now, cancellationToken);
        // Before the rules are taken: what is answered after this look is too late for them.
        var isNativeUnknown = connection.Native.IsUnknown;
        var plan = Planner.Plan(claim.Link, connection.RulesNow, now);
        if (plan.Action is SyncAction.Confirm && claim.IsBraked)
        {
            // Nothing is given up for lost while nobody knows whether all of it is.
            await store.CommitAsync(claim, LinkFailure.Park(claim.Link), CancellationToken.None);
        }
        else if (await inquiry.AskAsync(claim.Link, plan.Action) is { } answer)
        {
            await LeaveAsync(claim, answer);
        }
        else if (isNativeUnknown && DependsOnNative(connection, claim.Link, plan))
        {
            var wait = new LinkCommit(claim.Link, [], connection.RulesNow.Version) { Rest = UnansweredRest, WakesOnNews = true };
            await store.CommitAsync(claim, wait, CancellationToken.None);
        }
        else if (!Comments.AreDue(connection, claim.Link, plan))
        {
            // While fields wait to be written comments wait too: they would move Sentinel's etag, and the writer asks for them afterwards.
            await CommitAsync(connection, claim, claim.Link, plan, NoComments);
        }
        else
        {
            await PlanCommentsAsync(connection, claim, plan, now, cancellationToken);
        }
    }

    // Where Microsoft's own sync is on, what it carries is left to it or waited for.
    private static bool DependsOnNative(SyncConnection connection, Link link, SyncPlan plan) =>
        plan.Action is SyncAction.CreateTwin or SyncAction.Write || Comments.AreDue(connection, link, plan);

    private async Task PlanCommentsAsync(
        SyncConnection connection, Claim claim, SyncPlan plan, Stamp now, CancellationToken cancellationToken)
    {
        var outcome = await Comments.PlanAsync(connection, claim.Link, connections, store, cancellationToken);
        if (outcome is Comments.Outcome.Planned { Plan.IsCut: true, Read: > 0 and var read })
        {
            log.CommentsCut(claim.Link.Id, read, claim.Link.Sentinel!.CommentCount);
        }

        switch (outcome)
        {
            case Comments.Outcome.Planned { IsWhole: false } partial:
                await CommitAsync(connection, claim, partial.Link, plan, partial.Plan, mustLookAgain: true);
                break;
            case Comments.Outcome.Planned { Plan.Posts.IsEmpty: true } looked:
                // A merge waited for this look.
                var after = Planner.Plan(looked.Link, connection.RulesNow, now);
                await CommitAsync(connection, claim, looked.Link, after, looked.Plan);
                break;
            case Comments.Outcome.Planned planned:
                await CommitAsync(connection, claim, planned.Link, plan, planned.Plan);
                break;
            case Comments.Outcome.Missing:
                var missing = claim.Link with { Missing = MissingIncident.Met(Portal.Sentinel) };
                await LeaveAsync(claim, new LinkCommit(missing, [], connection.RulesNow.Version) { MarkDirty = true });
                break;
            case Comments.Outcome.Failed failed:
                await LeaveAsync(claim, LinkFailure.Commit(claim.Link, failed.Failure, connection.RulesNow));
                break;
        }
    }

    private async Task LeaveAsync(Claim claim, LinkCommit commit)
    {
        if (await store.CommitAsync(claim, commit, CancellationToken.None) && commit.MarkDirty)
        {
            await signals.LinkChangedAsync(claim.Link.Id, CancellationToken.None);
        }
    }

    private async Task CommitAsync(
        SyncConnection connection, Claim claim, Link link, SyncPlan plan, CommentPlan comments, bool mustLookAgain = false)
    {
        var planned = Planned(connection, link, plan, comments);
        var commit = Commit(connection, link, planned, plan, comments);
        if (mustLookAgain)
        {
            commit = commit with
            {
                Link = planned with { Attempts = link.Attempts + 1 },
                MarkDirty = true,
                Rest = LinkFailure.RestAfter(link.Attempts),
                WakesOnNews = true,
            };
        }

        if (!await store.CommitAsync(claim, commit, CancellationToken.None))
        {
            log.Fenced(link.Id);
            return;
        }

        foreach (var held in plan.Held.Where(held => !link.Held.ContainsKey(held.Field)))
        {
            log.FieldHeld(link.Id, held.Field, held.Reason);
        }

        if (plan.LinkHold is { } reason && link.Hold is null)
        {
            log.LinkHeld(link.Id, reason);
        }

        if (planned.NextIntent is not null)
        {
            log.Planned(link.Id, comments.Posts.IsEmpty ? plan.Action.GetType().Name : "comments", planned.Intents.Length);
            await signals.WriteDueAsync(link.Id, CancellationToken.None);
        }
    }

    private Link Planned(SyncConnection connection, Link link, SyncPlan plan, CommentPlan comments) =>
        (plan.Action is SyncAction.Nothing ? link.Well() : link) with
    {
        State = plan.State,
        Bases = plan.Bases,
        Held = plan.Decisions.IsEmpty && plan.State == LinkState.Live
            ? link.Held
            : plan.Held.ToImmutableDictionary(held => held.Field, held => held.Reason),
        Hold = plan.LinkHold,
        // When nobody looked at the comments they wait as they did.
        CommentHold = ReferenceEquals(comments, NoComments) ? link.CommentHold : CommentHold.Of(comments),
        Unwritable =
        [
            .. link.Unwritable.Where(value =>
                plan.Held.Any(held => held.Field == value.Write.Field && held.Reason == value.Reason)),
        ],
        Intents = connection.Mode == ConnectionMode.Sync && plan.State != LinkState.Deleted
            ? Intents.After(link, plan.Action, comments, Stamp.Of(time.GetUtcNow()))
            : [],
        Resolutions = plan.Decisions.IsEmpty
            ? link.Resolutions
            : link.Resolutions.RemoveRange(link.Resolutions.Keys.Where(field => !IsUnderWay(field, plan))),
        Observed = connection.Mode == ConnectionMode.Observe ? Divergence.NameOf(plan, comments.Posts) : "",
    };

    // An operator's decision is kept until it is carried out, or no longer about what the portals hold.
    private static bool IsUnderWay(Field field, SyncPlan plan) =>
        plan.Decisions.Any(decision => decision is Resolved { Conflict.Rule: Resolution.Rule } && decision.Field == field);

    // A plan that waits for a time leaves the link dirty, so that it is planned again then.
    private LinkCommit Commit(SyncConnection connection, Link link, Link planned, SyncPlan plan, CommentPlan comments)
    {
        var acts = SafetyBrake.ActsOf(link, plan);
        var commit = new LinkCommit(planned, JournalOf(link, planned, plan, comments), connection.RulesNow.Version)
        {
            Brake = connection.Mode == ConnectionMode.Sync && !acts.IsEmpty ? new BrakeCharge(connection.Brake, acts) : null,
        };
        return plan.Action is SyncAction.WaitUntil wait
            ? commit with { Rest = wait.Time.Moment - time.GetUtcNow(), WakesOnNews = true }
            : commit with { Planned = true };
    }

    private static ImmutableArray<JournalEntry> JournalOf(Link link, Link planned, SyncPlan plan, CommentPlan comments)
    {
        var all = Journal.Of(link, plan, link.Held, link.Hold)
            .Concat(comments.Posts.Select(post => new JournalEntry(JournalKind.Carried, post.Target, null, null, null, "comment")))
            .Concat(comments.NoRoom.Select(_ => NoRoom)).Concat(CommentHold.Told(link.CommentHold, planned.CommentHold));
        return planned.Observed.Length > 0 && planned.Observed == link.Observed
            ? [.. all.Where(entry => entry.Kind is JournalKind.Adopted or JournalKind.Held or JournalKind.Freed)]
            : [.. all];
    }
}
