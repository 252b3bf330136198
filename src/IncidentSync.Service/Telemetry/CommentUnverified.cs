using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// A comment that ends in a marker like ours but counts as a person's: somebody quoted it, or another key signed it. Many at once mean a
/// lost key, and comments that are carried again.
/// </summary>
internal static class CommentUnverified
{
    /// <summary>How many such comments of a portal are in this commit.</summary>
    public static int Seen(Link before, Link after, Portal home)
    {
        if (before.Comments == after.Comments || after[home] is not { Comments.Length: > 0 } shown)
        {
            return 0;
        }

        var met = after.Comments.Where(comment => comment.Home == home && comment.Role != CommentRole.Ours).Select(comment => comment.Id)
            .Except(before.Comments.Where(comment => comment.Home == home).Select(comment => comment.Id)).ToHashSet();
        return met.Count == 0
            ? 0
            : shown.Comments.Count(comment => met.Contains(comment.Id) && MarkerKey.Strip(comment.Text) != comment.Text);
    }
}
