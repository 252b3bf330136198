namespace IncidentSync.Core.Links;

/// <summary>An act that must not happen to many incidents at once without a person's approval.</summary>
public enum DrasticAct
{
    /// <summary>An incident is about to be closed because it was closed on the other portal.</summary>
    Closing,

    /// <summary>An owner is about to be removed.</summary>
    Unassignment,

    /// <summary>An incident is gone from a portal that showed it.</summary>
    Loss,
}
