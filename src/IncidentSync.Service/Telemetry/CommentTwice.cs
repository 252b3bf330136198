using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// A comment of ours that is in Defender twice: a change became visible later than Overlap, or a call took effect later than LateApply. In
/// Sentinel this cannot happen, because we choose the names of comments.
/// </summary>
internal static class CommentTwice
{
    /// <summary>How many comments in this commit have the signature of another one in the same incident.</summary>
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
