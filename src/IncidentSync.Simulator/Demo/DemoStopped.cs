namespace IncidentSync.Simulator.Demo;

/// <summary>The demo cannot go on; the message says why in words for the console.</summary>
internal sealed class DemoStopped(string why) : Exception(why);
