using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
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
            await GiveBackAsync(connection, claim);
            return;
        }

        if (await SettleAsync(connection, claim) is not { } settled)
        {
            return;
        }

        if (UnansweredWrites.ToBeAsked(settled.Link) is not null && connection.Mode == ConnectionMode.Sync)
        {
            // What is not to be seen yet is the writer's to look for, before anything is decided.
            await GiveBackAsync(connection, settled);
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
            await GiveBackAsync(connection, settled);
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

        var commit = new LinkCommit(link, adopted, connection.RulesNow.Version, new NextStep.Continue(AlsoDirty: false));
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
            var wait = new LinkCommit(claim.Link, [], connection.RulesNow.Version, new NextStep.RestFor(UnansweredRest, WakesOnNews: true));
            await store.CommitAsync(claim, wait, CancellationToken.None);
        }
        else if (!Comments.AreDue(connection, claim.Link, plan))
        {
            // While fields wait to be written comments wait too: they would move Sentinel's etag, and the writer asks for them afterwards.
            await CommitAsync(connection, claim, claim.Link, plan, comments: null);
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
                await LeaveAsync(claim, new LinkCommit(missing, [], connection.RulesNow.Version, new NextStep.Replan(TimeSpan.Zero)));
                break;
            case Comments.Outcome.Failed failed:
                await LeaveAsync(claim, LinkFailure.Commit(claim.Link, failed.Failure, connection.RulesNow));
                break;
        }
    }

    private Task GiveBackAsync(SyncConnection connection, Claim claim) => store.CommitAsync(
        claim, new LinkCommit(claim.Link, [], connection.RulesNow.Version, NextStep.Left), CancellationToken.None);

    private async Task LeaveAsync(Claim claim, LinkCommit commit)
    {
        if (await store.CommitAsync(claim, commit, CancellationToken.None) && commit.Next.MarksDirty)
        {
            await signals.LinkChangedAsync(claim.Link.Id, CancellationToken.None);
        }
    }

    private async Task CommitAsync(
        SyncConnection connection, Claim claim, Link link, SyncPlan plan, CommentPlan? comments, bool mustLookAgain = false)
    {
        var terms = new PlanTerms(connection.RulesNow.Version, connection.Mode == ConnectionMode.Sync, connection.Brake);
        var planned = PlanStep.Of(link, plan, comments, terms, Stamp.Of(time.GetUtcNow()));
        var commit = mustLookAgain ? PlanStep.LookAgain(link, planned) : planned;
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

        if (commit.Link.NextIntent is not null)
        {
            var what = comments is { Posts.IsEmpty: false } ? "comments" : plan.Action.GetType().Name;
            log.Planned(link.Id, what, commit.Link.Intents.Length);
            await signals.WriteDueAsync(link.Id, CancellationToken.None);
        }
    }
}
