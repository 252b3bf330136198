namespace IncidentSync.Simulator.Api;

/// <summary>An answer and its fate.</summary>
internal sealed record Exchange(Answer Answer, Loss Loss = Loss.None, TimeSpan Pace = default);
