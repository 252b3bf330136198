using IncidentSync.Core.Fields;

namespace IncidentSync.Core.Comments;

/// <summary>The rules of a connection's configuration for comments.</summary>
/// <param name="Policy">Append, hold or off.</param>
/// <param name="Marker">Signs the comments that are carried.</param>
public sealed record CommentRules(ConflictPolicy Policy, MarkerKeys Marker)
{
    /// <summary>Every comment is carried, and none is signed.</summary>
    public static readonly CommentRules Default = new(ConflictPolicy.Append, MarkerKeys.None);
}
