namespace IncidentSync.Core.Links;

/// <summary>How a portal keeps a link from going on.</summary>
public enum ObstacleKind
{
    /// <summary>It does not let us: no permission, or something that stands against it, as a resource lock does.</summary>
    Denied,

    /// <summary>It does not take what is written, whatever is left out of it.</summary>
    Refused,
}

/// <summary>What a portal has against a link: it waits for somebody to mend that, and not for a portal to be well again.</summary>
/// <param name="Kind">How it keeps the link.</param>
/// <param name="Code">The portal's own code, fit for a terminal; the HTTP status when it gave none.</param>
public sealed record Obstacle(ObstacleKind Kind, string Code);
