namespace IncidentSync.Simulator.Pages;

/// <summary>A comment of an incident.</summary>
internal sealed record ShownComment(string Author, DateTimeOffset At, string Text);
