using System.Collections.Immutable;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Comments;

/// <summary>A link whose copies may stand on the same incidents.</summary>
/// <param name="Link">The link.</param>
/// <param name="Marker">What signs for its connection.</param>
public readonly record struct OtherLink(LinkId Link, MarkerKeys Marker);

/// <summary>The input for the plan of a link's comments.</summary>
/// <param name="Link">The link.</param>
/// <param name="Known">The map so far.</param>
/// <param name="Defender">Defender's comments, oldest first; null when they were not read.</param>
/// <param name="Sentinel">Sentinel's comments, oldest first; null when they were not read.</param>
public sealed record CommentCase(
    LinkId Link, ImmutableArray<KnownComment> Known, IReadOnlyList<Comment>? Defender, IReadOnlyList<Comment>? Sentinel)
{
    /// <summary>Other links, whose copies may stand on these incidents, too.</summary>
    public ImmutableArray<OtherLink> OtherLinks { get; init; } = [];

    /// <summary>Defender's stamp of the incident, by which earlier versions named a comment without a time.</summary>
    public Stamp DefenderStamp { get; init; }

    /// <summary>Sentinel lists more comments than were read, so a comment that was not read may still exist.</summary>
    public bool IsCut { get; init; }

    /// <summary>It was so the last time, too: for the comments read now, this is the first contact.</summary>
    public bool WasCut { get; init; }

    /// <summary>How many comments Sentinel has, with those that are announced.</summary>
    public int SentinelCount { get; init; }

    /// <summary>
    /// The Defender comments in a write to Sentinel that may have been sent, with their names there.
    /// </summary>
    public ImmutableDictionary<CommentId, string> Announced { get; init; } = ImmutableDictionary<CommentId, string>.Empty;

    /// <summary>
    /// The Defender incident that the link's own was merged into; comments that only Sentinel has go there. Null when it was not merged.
    /// </summary>
    public IncidentId? MergedInto { get; init; }
}
