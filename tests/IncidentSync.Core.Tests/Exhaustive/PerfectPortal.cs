using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Exhaustive;

/// <summary>
/// A portal that does what its documentation says and nothing else: it takes the writes of one plan as one call, and refuses what it
/// cannot hold.
/// </summary>
internal static class PerfectPortal
{
    private static readonly string[] SentinelReasons = ["", "SuspiciousActivity",
        "SuspiciousButExpected", "InaccurateData", "IncorrectAlertLogic"];

    /// <summary>The incident after one call.</summary>
    public static Snapshot Take(Snapshot held, IEnumerable<FieldWrite> writes)
    {
        var written = writes.Where(write => write.Portal == held.Portal)
            .Aggregate(held.Incident, (incident, write) => incident.With(write.Field, write.Value));
        return held with { Incident = held.Portal == Portal.Sentinel ? ShowVerdictWhileClosed(written) : written };
    }

    /// <summary>Why the portal answers 400 to this call, or null.</summary>
    public static string? Refusal(Snapshot held, IEnumerable<FieldWrite> writes)
    {
        var call = writes.Where(write => write.Portal == held.Portal).ToList();
        var after = Take(held, call).Incident;
        return call.Select(write => (held.Portal, write.Value) switch
        {
            (_, Unknown or Unseen) => $"{write.Field} is written without a value",
            (_, Seen<Status> { Value: Status.AwaitingAction }) => "only Defender Experts may set awaitingAction",
            (Portal.Defender, Seen<Owner> { Value: var owner }) when owner.ObjectId + owner.UserPrincipalName + owner.Email != "" =>
                "an owner in Defender is a text",
            (Portal.Sentinel, Seen<Owner> { Value.Text.Length: > 0 }) => "an owner in Sentinel is a directory object",
            (Portal.Sentinel, Seen<string> { Value.Length: > DescriptionField.SentinelLimit }) when write.Field == AllFields.Description =>
                "the description is too long",
            (Portal.Sentinel, Seen<string> { Value: "" }) when write.Field == AllFields.Title => "a title is required",
            (Portal.Defender, Seen<Verdict> { Value.Comment.Length: > VerdictField.DefenderCommentLimit }) =>
                "the resolving comment is too long",
            (Portal.Defender, Seen<Verdict> { Value.Detail: var detail }) when detail != "" && SentinelReasons.Contains(detail) =>
                "not a determination",
            (Portal.Sentinel, Seen<Verdict> { Value.Detail: var detail }) when !SentinelReasons.Contains(detail) => "not a reason",
            (Portal.Sentinel, Seen<Verdict>) when after[AllFields.Verdict] is Unseen => "only a closed incident has a classification",
            _ => null,
        }).FirstOrDefault(refusal => refusal is not null);
    }

    // A close without a classification says Undetermined; a reopened incident shows none.
    private static Incident ShowVerdictWhileClosed(Incident incident) => (incident[AllFields.Status], incident[AllFields.Verdict]) switch
    {
        (Seen<Status> { Value: Status.Closed }, Unseen) => incident.With(AllFields.Verdict, new Seen<Verdict>(Verdict.None)),
        (Seen<Status> { Value: not Status.Closed } or Unknown, not Unseen) => incident.With(AllFields.Verdict, Reading.Unseen),
        _ => incident,
    };
}
