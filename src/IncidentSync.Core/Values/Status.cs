namespace IncidentSync.Core.Values;

/// <summary>Where the work on an incident stands.</summary>
public enum Status
{
    /// <summary>Nobody has begun. Defender: <c>active</c>. Sentinel: New.</summary>
    New,

    /// <summary>Somebody works on it. Defender: <c>inProgress</c>. Sentinel: Active.</summary>
    Active,

    /// <summary>
    /// Defender Experts wait for the customer. Only Defender holds it, only they may set it (Graph: incident resource type); Sentinel shows
    /// it as Active.
    /// </summary>
    AwaitingAction,

    /// <summary>Done. Defender: <c>resolved</c>. Sentinel: Closed.</summary>
    Closed,
}
