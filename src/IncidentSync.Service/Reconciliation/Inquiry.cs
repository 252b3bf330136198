using System.Diagnostics;
using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Steps;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;

namespace IncidentSync.Service.Reconciliation;

/// <summary>Asks a portal what the planner must know before it can decide.</summary>
/// <remarks>
/// <code>
/// | the planner asks for | the portal says                  | then                                                    |
/// |----------------------|----------------------------------|---------------------------------------------------------|
/// | an incident          | it is there                      | it is stored, and planned from                          |
/// | an incident          | there is none                    | missing: to be confirmed                                |
/// | a confirmation       | it is there                      | not missing                                             |
/// | a confirmation       | none, but others are listed      | confirmed once more, and counted as a loss by the brake |
/// | a confirmation       | none, and nothing is listed      | nothing is confirmed; the brake may go on               |
/// | where a merge went   | not merged further, or not there | that is the end                                         |
/// | where a merge went   | it was merged further            | the next one is asked for, up to five                   |
/// | any                  | a failure                        | the link rests                                          |
/// </code>
/// </remarks>
internal sealed class Inquiry(SyncConnection connection, Stamp now, CancellationToken cancellationToken)
{
    /// <summary>A portal can be read if it lists an incident of the last few days.</summary>
    private static readonly TimeSpan Listed = TimeSpan.FromDays(180);

    private SyncRules Rules => connection.RulesNow;

    /// <summary>What the link becomes; null when the action asks a portal nothing.</summary>
    public async Task<LinkCommit?> AskAsync(Link link, SyncAction action) => action switch
    {
        SyncAction.ReadFirst read => await ReadAsync(link, read.Portal),
        SyncAction.Confirm confirm => await ConfirmAsync(link, confirm.Portal),
        SyncAction.Follow follow => await FollowAsync(link, follow.Target),
        _ => null,
    };

    private async Task<LinkCommit> ReadAsync(Link link, Portal portal) => await GetAsync(link, portal) switch
    {
        ReadOutcome.Found found => Again(link.Observe(found.Snapshot)),
        ReadOutcome.NotFound => Again(link with { Missing = MissingIncident.Met(portal) }),
        ReadOutcome.Failed failed => LinkFailure.Commit(link, failed.Failure, Rules),
        _ => throw new UnreachableException(),
    };

    private async Task<LinkCommit> ConfirmAsync(Link link, Portal portal) => await GetAsync(link, portal) switch
    {
        ReadOutcome.Found found => Again(link.Observe(found.Snapshot) with { Missing = null }),
        ReadOutcome.NotFound => await LookAroundAsync(link, portal, link.Missing!),
        ReadOutcome.Failed failed => LinkFailure.Commit(link, failed.Failure, Rules),
        _ => throw new UnreachableException(),
    };

    private async Task<LinkCommit> LookAroundAsync(Link link, Portal portal, MissingIncident missing) =>
        await connection[portal].ReadChangesAsync(new FeedRequest(now.Back(Listed)), cancellationToken) switch
        {
            FeedOutcome.Page { Value.Incidents.Count: > 0 } =>
                Again(link with { Missing = missing.Confirm(now, connection.Timing.Late.Overlap(portal)) }) with
            {
                Brake = Charge(new BrakeCharge(connection.Brake, [DrasticAct.Loss])),
                Journal = missing.Confirmations == 0
                    ? [new(JournalKind.Error, portal, null, null, null, $"{portal} has no such incident; the service asks once more")]
                    : [],
            },
            FeedOutcome.Page => LinkFailure.Commit(link, $"{portal} lists no incident at all", null, Rules) with
            {
                Brake = Charge(new BrakeCharge(connection.Brake, [], portal)),
            },
            FeedOutcome.Failed failed => LinkFailure.Commit(link, failed.Failure, Rules),
            _ => LinkFailure.Commit(link, $"the list of {portal} moved while it was read", null, Rules),
        };

    private async Task<LinkCommit> FollowAsync(Link link, IncidentId target)
    {
        var chain = RedirectChain.From(link.DefenderId!.Value, target);
        while (chain.Next is { } next)
        {
            switch (await connection.Defender.GetAsync(next, cancellationToken))
            {
                case ReadOutcome.Found found:
                    chain = chain.Then(found.Snapshot.RedirectedTo);
                    break;
                case ReadOutcome.Failed failed:
                    return LinkFailure.Commit(link, failed.Failure, Rules);
                default:
                    chain = chain.Then(null);
                    break;
            }
        }

        return Again(link with { MergedInto = chain.Target });
    }

    private Task<ReadOutcome> GetAsync(Link link, Portal portal) =>
        connection[portal].GetAsync(link.IdOn(portal)!.Value, cancellationToken);

    private LinkCommit Again(Link link) => new(link, [], Rules.Version, new NextStep.Replan(TimeSpan.Zero));

    // A connection that writes nothing has no writes to stop.
    private BrakeCharge? Charge(BrakeCharge charge) => connection.Mode == ConnectionMode.Sync ? charge : null;
}
