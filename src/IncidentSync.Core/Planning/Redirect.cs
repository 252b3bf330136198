using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Planning;

/// <summary>
/// Defender merged an incident into another: its Sentinel incident is closed with a word of where the work went on, and the comments that
/// only Sentinel has go there, too. What it already says of itself (a verdict) is kept, and the merged Defender incident is not written.
/// </summary>
/// <remarks>
/// <code>
/// | the redirects      | Sentinel       | comments | plan                                                     |
/// |--------------------|----------------|----------|----------------------------------------------------------|
/// | not followed yet   | any            | any      | follow them                                              |
/// | have no end        | any            | any      | the link is held                                         |
/// | have an end        | unknown status | any      | the status is held                                       |
/// | have an end        | open           | any      | close it, with the label                                 |
/// | have an end        | closed         | wait     | they are looked at and posted; the link stays live       |
/// | have an end        | closed         | done     | merged                                                   |
/// </code>
/// </remarks>
public static class Redirect
{
    /// <summary>The plan for a link whose Defender incident was redirected.</summary>
    /// <param name="state">The link.</param>
    /// <param name="sentinel">Its Sentinel incident.</param>
    /// <param name="target">The Defender incident into which Defender merged it.</param>
    /// <param name="rules">The connection's rules.</param>
    /// <returns>What is to be asked or written next, or the link at rest.</returns>
    public static SyncPlan Plan(SyncState state, Snapshot sentinel, IncidentId target, SyncRules rules) =>
        (state.MergedInto, sentinel.Incident[AllFields.Status]) switch
        {
            (null, _) => new(LinkState.Live, new SyncAction.Follow(target), [], state.Bases),
            ({ End: null }, _) => Wait(state, []) with { LinkHold = HoldReason.RedirectCircle },
            (_, Unknown unknown) =>
                Wait(state, [new Held(AllFields.Status, HoldReason.UnknownValue, state.Defender!.Incident[AllFields.Status], unknown)]),
            (_, Seen<Status> { Value: Status.Closed }) when state.CommentsWait && rules.Comments.Policy == ConflictPolicy.Append =>
                Wait(state, []),
            (_, Seen<Status> { Value: Status.Closed }) => new(LinkState.Merged, new SyncAction.Nothing(), [], state.Bases),
            ({ End: { } end }, _) => Close(state, $"Merged into Defender incident {end}"),
        };

    /// <summary>Closes our own twin, whose place Microsoft's own incident has taken, once.</summary>
    /// <param name="state">The link.</param>
    /// <param name="sentinel">The twin.</param>
    /// <param name="by">Microsoft's own incident.</param>
    /// <returns>The closing write, or the link at rest as merged.</returns>
    public static SyncPlan Supersede(SyncState state, Snapshot sentinel, IncidentId by) => sentinel.Incident[AllFields.Status] switch
    {
        Seen<Status> { Value: not Status.Closed } =>
            Close(state, $"Replaced by Microsoft's own incident {by}") with { State = LinkState.Unpaired },
        _ => new(LinkState.Merged, new SyncAction.Nothing(), [], state.Bases),
    };

    private static SyncPlan Wait(SyncState state, ImmutableArray<FieldDecision> decisions) =>
        new(LinkState.Live, new SyncAction.Nothing(), decisions, state.Bases);

    private static SyncPlan Close(SyncState state, string comment) => new(
        LinkState.Live,
        new SyncAction.Write(
            [
                new(Portal.Sentinel, AllFields.Status, new Seen<Status>(Status.Closed)),
                new(Portal.Sentinel, AllFields.Verdict, new Seen<Verdict>(new Verdict(Classification.Undetermined, "", comment))),
            ],
            [EngineLabel.Redirected]),
        [],
        state.Bases);
}
