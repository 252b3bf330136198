namespace IncidentSync.Core.Links;

/// <summary>How a portal keeps a link from going on.</summary>
public enum ObstacleKind
{
    /// <summary>It denies the call: no permission, or an obstacle such as a resource lock.</summary>
    Denied,

    /// <summary>It refuses the write, whatever is left out of it.</summary>
    Refused,
}

/// <summary>An obstacle in a portal: the link waits until somebody removes it, not for the portal to recover.</summary>
/// <param name="Kind">How it keeps the link.</param>
/// <param name="Code">The portal's own code, fit for a terminal; the HTTP status when it gave none.</param>
public sealed record Obstacle(ObstacleKind Kind, string Code);
