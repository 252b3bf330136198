using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// A comment of ours that stands on Defender twice: a change became visible later than Overlap, or a call took effect later than LateApply.
/// In Sentinel a comment has a name of ours and cannot.
/// </summary>
internal static class CommentTwice
{
    /// <summary>How many were met by this commit that carry the signature of another one beside them.</summary>
    public static int Seen(Link before, Link after, MarkerKeys marker)
    {
        if (before.Comments == after.Comments || after.Defender is not { Comments.Length: > 1 } defender)
        {
            return 0;
        }

        var met = after.Comments.Where(comment => comment is { Home: Portal.Defender, Role: CommentRole.Ours })
            .Select(comment => comment.Id).Except(before.Comments.Select(comment => comment.Id)).ToHashSet();
        if (met.Count == 0)
        {
            return 0;
        }

        return defender.Comments
            .Select(comment => (comment.Id, Origin: marker.Verify(after.Id, comment.Text)))
            .Where(comment => comment.Origin is not null)
            .GroupBy(comment => comment.Origin)
            .Sum(same => Math.Min(same.Count() - 1, same.Count(comment => met.Contains(comment.Id))));
    }
}
