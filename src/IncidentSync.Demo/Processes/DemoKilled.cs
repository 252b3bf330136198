namespace IncidentSync.Demo.Processes;

/// <summary>Somebody killed what was being started.</summary>
internal sealed class DemoKilled() : Exception("It was killed while it started.");
