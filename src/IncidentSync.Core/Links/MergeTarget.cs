using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>The end of an incident's redirects.</summary>
/// <param name="End">The incident that was not merged any further; null when there is no end within
/// five.</param>
public sealed record MergeTarget(IncidentId? End);
