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
    /// <param name="link">The link.</param>
    /// <param name="sentinel">Its Sentinel incident.</param>
    /// <param name="target">The Defender incident into which Defender merged it.</param>
    /// <param name="rules">The connection's rules.</param>
    /// <returns>What is to be asked or written next, or the link at rest.</returns>
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

    /// <summary>Closes our own twin, whose place Microsoft's own incident has taken, once.</summary>
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
