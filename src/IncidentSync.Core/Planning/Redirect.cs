using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Planning;

/// <summary>
/// Defender merged an incident into another: the plan closes its Sentinel incident with a comment that names the target, and carries the
/// comments that only Sentinel has to the target. A verdict that Sentinel already shows stays; the merged Defender incident is not written.
/// </summary>
/// <remarks>
/// <code>
/// | the redirects      | Sentinel       | comments | plan                                                     |
/// |--------------------|----------------|----------|----------------------------------------------------------|
/// | not followed yet   | any            | any      | follow them                                              |
/// | have no end        | any            | any      | the link is held                                         |
/// | have an end        | unknown status | any      | the status is held                                       |
/// | have an end        | open           | any      | close it, with the label                                 |
/// | have an end        | closed         | wait     | they are read and posted; the link stays live            |
/// | have an end        | closed         | done     | merged                                                   |
/// </code>
/// </remarks>
public static class Redirect
{
    /// <summary>The plan for a link whose Defender incident was redirected.</summary>
    /// <param name="link">The link.</param>
    /// <param name="sentinel">Its Sentinel incident.</param>
    /// <param name="target">The Defender incident into which Defender merged it.</param>
    /// <param name="rules">The connection's rules.</param>
    /// <returns>What to ask or write next, or the link at rest.</returns>
    public static SyncPlan Plan(Link link, Snapshot sentinel, IncidentId target, SyncRules rules) =>
        (link.MergedInto, sentinel.Incident[AllFields.Status]) switch
        {
            (null, _) => new(LinkState.Live, new SyncAction.Follow(target), [], link.Bases),
            ({ End: null }, _) => Wait(link, []) with { LinkHold = HoldReason.RedirectCircle },
            (_, Unknown unknown) =>
                Wait(link, [new Held(AllFields.Status, HoldReason.UnknownValue, link.Defender!.Incident[AllFields.Status], unknown)]),
            (_, Seen<Status> { Value: Status.Closed }) when link.CommentsWait && rules.Comments.Policy == ConflictPolicy.Append =>
                Wait(link, []),
            (_, Seen<Status> { Value: Status.Closed }) => new(LinkState.Merged, new SyncAction.Nothing(), [], link.Bases),
            ({ End: { } end }, _) => Close(link, $"Merged into Defender incident {end}"),
        };

    /// <summary>Closes our own twin, once, when Microsoft's own incident has replaced it.</summary>
    /// <param name="link">The link.</param>
    /// <param name="sentinel">The twin.</param>
    /// <param name="by">Microsoft's own incident.</param>
    /// <returns>The closing write, or the link at rest as merged.</returns>
    public static SyncPlan Supersede(Link link, Snapshot sentinel, IncidentId by) => sentinel.Incident[AllFields.Status] switch
    {
        Seen<Status> { Value: not Status.Closed } =>
            Close(link, $"Replaced by Microsoft's own incident {by}") with { State = LinkState.Unpaired },
        _ => new(LinkState.Merged, new SyncAction.Nothing(), [], link.Bases),
    };

    private static SyncPlan Wait(Link link, ImmutableArray<FieldDecision> decisions) =>
        new(LinkState.Live, new SyncAction.Nothing(), decisions, link.Bases);

    private static SyncPlan Close(Link link, string comment) => new(
        LinkState.Live,
        new SyncAction.Write(
            [
                new(Portal.Sentinel, AllFields.Status, new Seen<Status>(Status.Closed)),
                new(Portal.Sentinel, AllFields.Verdict, new Seen<Verdict>(new Verdict(Classification.Undetermined, "", comment))),
            ],
            [EngineLabel.Redirected]),
        [],
        link.Bases);
}
