namespace IncidentSync.Simulator.Control;

/// <summary>One endpoint of the control API, as GET /control lists it.</summary>
internal sealed record ControlEndpoint(string Method, string Path, string Does);
