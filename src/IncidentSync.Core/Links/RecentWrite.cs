using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>A value that we wrote to a portal lately.</summary>
/// <param name="Write">The value.</param>
/// <param name="At">The stamp of the portal's answer.</param>
public sealed record RecentWrite(FieldWrite Write, Stamp At);
