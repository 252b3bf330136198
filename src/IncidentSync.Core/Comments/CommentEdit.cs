namespace IncidentSync.Core.Comments;

/// <summary>
/// An edit of a comment that was already carried. Defender cannot edit a comment, so the new text follows as a comment of its own, named
/// after the edited comment and its new text: the same edit is carried once.
/// </summary>
internal static class CommentEdit
{
    /// <summary>The follow-up of a comment as it reads now.</summary>
    public static Comment Of(Comment edited) => edited with { Id = IdOf(edited) };

    /// <summary>The name of that follow-up.</summary>
    public static CommentId IdOf(Comment edited) => new($"{edited.Id}@{CommentText.ContentHash(edited.Text)}");

    /// <summary>A name that belongs to a follow-up; a comment's own name in Sentinel is a GUID or a plain word.</summary>
    public static bool Is(CommentId id) => id.Value.Contains('@', StringComparison.Ordinal);
}
