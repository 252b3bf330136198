namespace IncidentSync.Simulator.Demo;

/// <summary>Somebody killed what was being started.</summary>
internal sealed class DemoKilled() : Exception("It was killed while it started.");
