using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>A range of stamps, both ends inclusive.</summary>
/// <param name="Since">The earliest.</param>
/// <param name="Until">The latest; null where there is no end.</param>
public sealed record FeedRange(Stamp Since, Stamp? Until);
