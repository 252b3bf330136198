namespace IncidentSync.Simulator.Defender;

/// <summary>A comment has no id and cannot be edited or deleted.</summary>
internal sealed record DefenderComment(string Text, string CreatedByDisplayName, DateTimeOffset CreatedDateTime);
