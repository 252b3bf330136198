namespace IncidentSync.Simulator.Pages;

/// <summary>An alert of an incident.</summary>
internal sealed record ShownAlert(string Title, string Severity, string Status, string Product);
