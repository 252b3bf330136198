using IncidentSync.Core.Links;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Writers;

/// <summary>
/// Stage 3: sends the intents, one after the other, each conditionally. The writer never decides: when a portal has moved on
/// since the plan was made, it stores what it saw and hands the link back.
/// </summary>
internal sealed class Writer(ConnectionSet connections, ISyncStore store, ISignals signals, TimeProvider time, ILogger<Writer> log)
{
    /// <summary>Sends the link's intents if it is due and free.</summary>
    public async Task RunOnceAsync(LinkId id, CancellationToken cancellationToken)
    {
        var granted = time.GetTimestamp();
        if (await store.ClaimAsync(id, connections.Terms, cancellationToken) is not { } claim)
        {
            return;
        }

        if (claim.IsBraked || connections.Find(claim.Link.Connection) is not { Mode: ConnectionMode.Sync } connection)
        {
            await store.CommitAsync(claim, LinkFailure.Park(claim.Link), CancellationToken.None);
            return;
        }

        var call = new IntentCall(connection, time);
        IntentResult step;
        LinkCommit commit;
        var outdated = false;
        do
        {
            using var deadline = new LeaseDeadline(time, granted, claim.Lease - connections.Terms.CoolDown);
            try
            {
                step = claim switch
                {
                    _ when outdated =>
                        LinkTransitions.HandBack(claim.Link, connection.RulesNow, "the answer changed what is still to be written"),
                    { Dirty: true } when UnansweredWrites.ToBeAsked(claim.Link) is null =>
                        LinkTransitions.HandBack(claim.Link, connection.RulesNow, "a newer snapshot came first"),
                    _ when (UnansweredWrites.ToBeAsked(claim.Link) ?? claim.Link.NextIntent) is { } intent =>
                        await call.SendAsync(claim.Link, intent, claim.Dirty, deadline),
                    _ => LinkTransitions.Done(claim.Link, connection.RulesNow),
                };
            }
            catch (OperationCanceledException) when (deadline.IsOver)
            {
                // The lease runs out, and the worker that takes the link over counts its intents as sent.
                log.OutOfTime(id);
                return;
            }

            Tell(id, step);

            // The writer finishes a call that it began and keeps the answer even when the process stops; the rest waits for the next start.
            var next = Replanning.HasNews(claim.Link, step.Commit.Link, connection.RulesNow)
                ? step.Commit.Next.AndReplan()
                : step.Commit.Next;
            commit = step.Commit.Named(claim) with { Next = cancellationToken.IsCancellationRequested ? next.Released() : next };
            granted = time.GetTimestamp();
            if (!await store.CommitAsync(claim, commit, CancellationToken.None))
            {
                log.Fenced(id);
                return;
            }

            if (step.Found is { } found)
            {
                await PairAsync(connection, found);
                return;
            }

            outdated = Replanning.IsOutdated(claim.Link, commit.Link, connection.RulesNow);
            claim = claim with { Link = commit.Link };
        }
        while (commit.Next.KeepsLease);

        if (commit.Next.MarksDirty)
        {
            await signals.LinkChangedAsync(id, CancellationToken.None);
        }
        else if (step.LooksAgain)
        {
            await signals.WriteDueAsync(id, CancellationToken.None);
        }
    }

    // Storing it as a page finds its link. If this is not reached, a later read finds the incident again.
    private async Task PairAsync(SyncConnection connection, Snapshot found)
    {
        var page = new PageCommit(connection.Name, connection.Identity, found.Portal, [found], null)
        {
            At = Stamp.Of(time.GetUtcNow()),
            Overlap = connection.Timing.Late.Overlap(found.Portal),
        };
        foreach (var changed in await store.StorePageAsync(page, CancellationToken.None))
        {
            await signals.LinkChangedAsync(changed, CancellationToken.None);
        }
    }

    // While a quota is used up, every waiting link would log it every few seconds; the metrics show it once.
    private void Tell(LinkId id, IntentResult step)
    {
        if (step.WaitsForTurn)
        {
            log.WaitsForTurn(id, step.Said);
        }
        else
        {
            log.Sent(id, step.Said);
        }
    }
}
