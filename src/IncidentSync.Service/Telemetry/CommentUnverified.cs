using IncidentSync.Core.Comments;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// A comment that ends in a marker like ours and is a person's all the same: somebody quoted it, or it was signed with another key. Many at
/// once are a key that was lost, and comments that are carried anew.
/// </summary>
internal static class CommentUnverified
{
    /// <summary>How many such comments of a portal were met by this commit.</summary>
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
