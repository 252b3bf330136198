using IncidentSync.Core.Values;

namespace IncidentSync.Core.Comments;

/// <summary>What a comment is to us.</summary>
public enum CommentRole
{
    /// <summary>A person wrote it; it waits to be carried.</summary>
    Waiting,

    /// <summary>
    /// A person wrote it, and the other portal has it, too. It is never carried again, even if that copy is deleted.
    /// </summary>
    Carried,

    /// <summary>A person wrote it, and the other portal refuses it or has no room. It is not tried again.</summary>
    Refused,

    /// <summary>We wrote it: it is the copy of a comment of the other portal, or the engine's own.</summary>
    Ours,
}

/// <summary>One comment that was read or written. The map of these ensures that every comment appears once.</summary>
/// <param name="Home">The portal it stands on.</param>
/// <param name="Id">Its name there.</param>
/// <param name="Role">What it is to us.</param>
/// <param name="Counterpart">Its name on the other portal, where there is one.</param>
public sealed record KnownComment(Portal Home, CommentId Id, CommentRole Role, CommentId? Counterpart = null)
{
    /// <summary>The text when it was last read, where texts can be edited (Sentinel); empty elsewhere.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>It ends in a marker that is not ours, and no operator has accepted that yet.</summary>
    public bool IsForeign { get; init; }
}
