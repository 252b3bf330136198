using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Reconciliation;

/// <summary>A value that a portal took from us lately.</summary>
/// <param name="Write">The value.</param>
/// <param name="At">The stamp of the portal's answer.</param>
public sealed record RecentWrite(FieldWrite Write, Stamp At);
