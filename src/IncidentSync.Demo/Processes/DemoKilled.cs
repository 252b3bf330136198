namespace IncidentSync.Demo.Processes;

/// <summary>A process was killed while the demo started it.</summary>
internal sealed class DemoKilled() : Exception("It was killed while it started.");
