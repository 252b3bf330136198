using System.Security.Cryptography;
using System.Text;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Planning;

namespace IncidentSync.Core.Steps;

/// <summary>
/// Names what a plan would write, so that a connection that only observes journals it once and not at every other change.
/// </summary>
public static class Divergence
{
    /// <summary>The same writes have the same name; no writes have none.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="posts">The comments that it would post.</param>
    /// <returns>16 hexadecimal digits, or nothing.</returns>
    public static string NameOf(SyncPlan plan, IEnumerable<PlannedComment> posts)
    {
        var writes = plan.Action switch
        {
            SyncAction.Write write => write.Fields,
            SyncAction.CreateTwin create => create.Fields,
            _ => [],
        };
        var lines = writes.Select(write => $"{write.Portal} {write.Field} {write.Field.ToJson(write.Value)?.ToJsonString()}")
            .Concat(posts.Select(post => $"{post.Target} {post.Name}")).ToList();
        return lines.Count == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..16];
    }
}
