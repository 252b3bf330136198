using System.Collections.Immutable;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Comments;

/// <summary>What is to be done about a link's comments.</summary>
/// <param name="Known">The map from now on.</param>
/// <param name="Posts">The comments to be posted, oldest of each portal first.</param>
public sealed record CommentPlan(ImmutableArray<KnownComment> Known, ImmutableArray<PlannedComment> Posts);

/// <summary>One comment to be posted.</summary>
/// <param name="Target">The portal it is posted on.</param>
/// <param name="Home">The portal its source stands on.</param>
/// <param name="Source">The source's name there.</param>
/// <param name="Name">The name it gets where names are chosen (Sentinel).</param>
/// <param name="Text">What is posted, with its marker.</param>
/// <param name="WrittenAt">When the source was written.</param>
public sealed record PlannedComment(Portal Target, Portal Home, CommentId Source, string Name, string Text, Stamp WrittenAt);
