using IncidentSync.Connectors;

namespace IncidentSync.Service.State;

/// <summary>How a portal keeps a link from going on.</summary>
internal enum ObstacleKind
{
    /// <summary>It does not let us: no permission, or something that stands against it, as a resource lock does.</summary>
    Denied,

    /// <summary>It does not take what is written, whatever is left out of it.</summary>
    Refused,
}

/// <summary>What a portal has against a link: it waits for somebody to mend that, and not for a portal to be well again.</summary>
/// <param name="Kind">How it keeps the link.</param>
/// <param name="Code">The portal's own code, fit for a terminal; the HTTP status when it gave none.</param>
internal sealed record Obstacle(ObstacleKind Kind, string Code)
{
    /// <summary>The obstacle that a failure is; null when it passes by itself.</summary>
    public static Obstacle? Of(Failure failure) => failure switch
    {
        Failure.Denied denied => new(ObstacleKind.Denied, CodeOf(denied.Status, denied.Code)),
        Failure.Refused refused => new(ObstacleKind.Refused, CodeOf(refused.Status, refused.Code)),
        _ => null,
    };

    private static string CodeOf(int status, string code) => code.Length > 0 ? code : $"HTTP {status}";
}
