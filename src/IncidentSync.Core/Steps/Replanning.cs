using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Planning;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Steps;

/// <summary>Whether what a portal shows while a link is written asks for a new plan. Pure.</summary>
/// <remarks>
/// <code>
/// | seen                                                               | asks for a new plan                          |
/// |--------------------------------------------------------------------|----------------------------------------------|
/// | before a write: its field, the status, the verdict or the redirect | yes: nothing is sent (MovedOn)               |
/// |   is another than planned                                          |                                              |
/// | before a write: a newer version, and an earlier call with the same | yes: nobody knows whether it took effect     |
/// |   value got no answer and was never seen                           |   (MovedOn)                                  |
/// | after a write: unsent changes are not what a plan would ask for    | yes: they are dropped (IsOutdated)           |
/// | after the last write: a plan would write, hold or move the state   | yes: the link is marked dirty (HasNews)      |
/// | anything else                                                      | no                                           |
/// </code>
/// </remarks>
public static class Replanning
{
    /// <summary>
    /// Whether someone changed a field to be written, or the status, or the verdict, which vanishes when the incident is reopened.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="now">The portal's snapshot.</param>
    /// <param name="change">The change.</param>
    /// <returns>True if so.</returns>
    public static bool MovedOn(Link link, Snapshot now, Intent.Change change) =>
        link[change.Portal] is not { } planned || now.RedirectedTo != planned.RedirectedTo
        || (now.Stamp > planned.Stamp && change.Fields.Any(link.IsInDoubt))
        || change.Fields.Select(write => write.Field).Append(AllFields.Status).Append(AllFields.Verdict)
            .Any(field => !field.Same(planned.Incident[field], now.Incident[field]));

    /// <summary>
    /// Whether the unsent changes are outdated: one portal's answer changed what the other should get, or does not show what had to be
    /// written first, so a new plan would ask for other changes.
    /// </summary>
    /// <param name="before">The link before the answer.</param>
    /// <param name="after">The link after it.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>True if so.</returns>
    public static bool IsOutdated(Link before, Link after, SyncRules rules)
    {
        var announced = after.Intents.OfType<Intent.Change>().Where(change => !change.Sent).SelectMany(change => change.Fields).ToList();
        return announced.Count > 0 && (Moved(before, after) || HasMoreOpen(before, after))
            && Planner.Plan(after, rules, Stamp.EndOfTime).Decisions.SelectMany(decision => decision.Writes).ToList() is var wanted
            && !(announced.All(write => wanted.Any(write.IsSameAs)) && wanted.All(write => announced.Any(write.IsSameAs)));
    }

    /// <summary>
    /// Whether a portal's answer asks for a new plan: it shows a change that we did not write, or the link's state moves on. The feed will
    /// not mark the link dirty for it, because the snapshot is already stored.
    /// </summary>
    /// <param name="before">The link before the answer.</param>
    /// <param name="after">The link after it.</param>
    /// <param name="rules">The rules the link is under.</param>
    /// <returns>True if so.</returns>
    public static bool HasNews(Link before, Link after, SyncRules rules) =>
        (Moved(before, after) || IsFinished(before, after))
        && !after.HasUnsentWrites
        && Planner.Plan(after, rules, Stamp.EndOfTime) is var plan
        && (plan.State != after.State || after.HasUnreadComments || (Moved(before, after) && (plan.Action is not SyncAction.Nothing
            || plan.Held.Any(held => after.Held.GetValueOrDefault(held.Field, (HoldReason)(-1)) != held.Reason))));

    private static bool IsFinished(Link before, Link after) => !before.Intents.IsEmpty && after.Intents.IsEmpty;

    private static bool HasMoreOpen(Link before, Link after) =>
        after.OpenWrites.Any(open => before.OpenWrites.All(known => known.Key != open.Key));

    private static bool Moved(Link before, Link after) =>
        !(ReferenceEquals(before.Defender, after.Defender) && ReferenceEquals(before.Sentinel, after.Sentinel));
}
