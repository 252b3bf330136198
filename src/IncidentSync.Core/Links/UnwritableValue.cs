using IncidentSync.Core.Fields;

namespace IncidentSync.Core.Links;

/// <summary>A value that a portal refused, or accepted without showing it.</summary>
/// <param name="Write">The value, and where it was to stand.</param>
/// <param name="Reason"><see cref="HoldReason.Refused"/> or <see cref="HoldReason.NotAccepted"/>.</param>
public sealed record UnwritableValue(FieldWrite Write, HoldReason Reason);
