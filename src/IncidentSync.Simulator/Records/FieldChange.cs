namespace IncidentSync.Simulator.Records;

/// <summary>What one edit did to one field, before it has a number and a stamp.</summary>
internal readonly record struct FieldChange(string Field, string? Old, string? New);
