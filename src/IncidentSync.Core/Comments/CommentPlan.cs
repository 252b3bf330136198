using System.Collections.Immutable;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Comments;

/// <summary>What to do about a link's comments.</summary>
/// <param name="Known">The map from now on.</param>
/// <param name="Posts">The comments to be posted, oldest of each portal first.</param>
public sealed record CommentPlan(ImmutableArray<KnownComment> Known, ImmutableArray<PlannedComment> Posts)
{
    /// <summary>Defender's comments for which Sentinel has no room left, not even in the digest. They are in the map as refused.</summary>
    public ImmutableArray<CommentId> NoRoom { get; init; } = [];

    /// <summary>Too many comments to be quotations end in a marker that is not ours: none of the link's comments is carried.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Sentinel lists more comments than were read: nothing new is carried to it.</summary>
    public bool IsCut { get; init; }
}

/// <summary>One comment to be posted.</summary>
/// <param name="Target">The portal it is posted on.</param>
/// <param name="Sources">The comments of the other portal that it carries: one, or those of a digest.</param>
/// <param name="Name">Its name where we choose names (Sentinel).</param>
/// <param name="Text">What is posted, with its marker.</param>
public sealed record PlannedComment(Portal Target, ImmutableArray<CommentId> Sources, string Name, string Text)
{
    /// <summary>The Defender incident it is posted on, when that is not the link's own.</summary>
    public IncidentId? Incident { get; init; }
}
