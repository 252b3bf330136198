namespace IncidentSync.Core.Comments;

/// <summary>
/// An edit of a comment that was carried already. Defender cannot edit a comment, so the new words follow as a comment of their own, whose
/// name is made of the edited one and what it says now: the same edit is carried once.
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
