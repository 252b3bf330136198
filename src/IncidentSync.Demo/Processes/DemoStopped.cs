namespace IncidentSync.Demo.Processes;

/// <summary>The demo cannot go on; the message says why in words for the console.</summary>
internal sealed class DemoStopped(string why) : Exception(why);
