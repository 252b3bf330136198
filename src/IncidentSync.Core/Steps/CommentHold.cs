using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;

namespace IncidentSync.Core.Steps;

/// <summary>Why a link's comments wait, and the journal rows of that.</summary>
/// <remarks>
/// <code>
/// | the plan says                                     | the comments                                     |
/// |---------------------------------------------------|--------------------------------------------------|
/// | that many markers are another deployment's        | all wait (ForeignMarkers)                        |
/// | that Sentinel lists more than was read            | from Defender wait (TooManyComments)             |
/// | neither                                           | do not wait                                      |
/// </code>
/// </remarks>
public static class CommentHold
{
    /// <summary>Why they wait.</summary>
    /// <param name="plan">What was planned of them.</param>
    /// <returns>Null when they do not.</returns>
    public static HoldReason? Of(CommentPlan plan) =>
        plan.IsHeld ? HoldReason.ForeignMarkers
        : plan.IsCut ? HoldReason.TooManyComments
        : null;

    /// <summary>The rows for the journal.</summary>
    /// <param name="before">Why they waited; null when they did not.</param>
    /// <param name="after">Why they wait now; null when they do not.</param>
    /// <returns>Nothing when it is the same.</returns>
    public static IEnumerable<JournalEntry> Told(HoldReason? before, HoldReason? after) => before == after
        ? []
        : new[] { (JournalKind.Freed, Reason: before), (JournalKind.Held, Reason: after) }.Where(told => told.Reason is not null)
            .Select(told => new JournalEntry(told.Item1, null, null, null, null, told.Reason.ToString()!));
}
