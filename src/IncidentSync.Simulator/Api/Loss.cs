namespace IncidentSync.Simulator.Api;

/// <summary>What becomes of an answer on its way to the client.</summary>
internal enum Loss
{
    None,
    Dropped,
    Truncated,
    Slow,
}
