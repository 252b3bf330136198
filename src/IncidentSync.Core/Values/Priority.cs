namespace IncidentSync.Core.Values;

/// <summary>
/// The urgency by which Defender ranks its queue: priorityScore, 0 to 100, more than 85 is top and less than 15 low (Graph:
/// incident resource type).
/// </summary>
public enum Priority
{
    /// <summary>Not ranked. Sentinel: no such label.</summary>
    None,

    /// <summary>A score below 15.</summary>
    Low,

    /// <summary>A score from 15 to 85.</summary>
    Medium,

    /// <summary>A score above 85.</summary>
    Top,
}
