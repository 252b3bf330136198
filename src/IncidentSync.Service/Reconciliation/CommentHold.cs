using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;

namespace IncidentSync.Service.Reconciliation;

/// <summary>Why a link's comments wait, and what the journal tells of it.</summary>
/// <remarks>
/// <code>
/// | the plan says                                     | the comments                                     |
/// |---------------------------------------------------|--------------------------------------------------|
/// | that many markers are another deployment's        | wait, all of them (ForeignMarkers)               |
/// | that Sentinel lists more than was read            | of Defender wait (TooManyComments)               |
/// | neither                                           | do not wait                                      |
/// </code>
/// </remarks>
internal static class CommentHold
{
    public static HoldReason? Of(CommentPlan plan) =>
        plan.IsHeld ? HoldReason.ForeignMarkers
        : plan.IsCut ? HoldReason.TooManyComments
        : null;

    public static IEnumerable<JournalEntry> Told(HoldReason? before, HoldReason? after) => before == after
        ? []
        : new[] { (JournalKind.Freed, Reason: before), (JournalKind.Held, Reason: after) }.Where(told => told.Reason is not null)
            .Select(told => new JournalEntry(told.Item1, null, null, null, null, told.Reason.ToString()!));
}
