using System.Collections.Immutable;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors;

/// <summary>One write of one incident.</summary>
/// <param name="Id">The incident's name on this portal.</param>
/// <param name="Expected">The snapshot the write was planned from; null creates the incident (Sentinel only).</param>
/// <param name="Fields">The values, already projected to what this portal holds.</param>
/// <param name="Labels">Labels the engine adds (Sentinel only).</param>
public sealed record IncidentWrite(IncidentId Id, Snapshot? Expected, ImmutableArray<FieldWrite> Fields, ImmutableArray<string> Labels);

/// <summary>One comment to be posted.</summary>
/// <param name="IncidentId">The incident's name on this portal.</param>
/// <param name="Name">The name the comment gets where the caller chooses it (Sentinel): posting it twice posts it once.</param>
/// <param name="Text">The text.</param>
public sealed record CommentPost(IncidentId IncidentId, string Name, string Text)
{
    /// <summary>The etag of the comment that is replaced (Sentinel); empty for a new one.</summary>
    public string Version { get; init; } = "";

    /// <summary>Other comments go first.</summary>
    public bool Yields { get; init; }
}
