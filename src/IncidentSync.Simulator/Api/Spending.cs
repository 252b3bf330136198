namespace IncidentSync.Simulator.Api;

/// <summary>What one call took from its budget.</summary>
/// <param name="Used">Calls in the running window, this one included.</param>
/// <param name="RetryAfter">Null when the call may go on.</param>
internal readonly record struct Spending(int Used, TimeSpan? RetryAfter);
