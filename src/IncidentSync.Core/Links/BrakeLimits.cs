namespace IncidentSync.Core.Links;

/// <summary>The limits beyond which the brake stops a connection's writes.</summary>
/// <param name="Window">How long drastic acts are counted together.</param>
/// <param name="Share">The share of live links that may be concerned, 0 to 1.</param>
/// <param name="AtLeast">The number of links that is always allowed.</param>
public sealed record BrakeLimits(TimeSpan Window, double Share, int AtLeast)
{
    /// <summary>A fifth of the live links, or 25, within ten minutes.</summary>
    public static readonly BrakeLimits Default = new(TimeSpan.FromMinutes(10), 0.2, 25);

    /// <summary>A portal that lists nothing is suspect only when at least this many links have an incident there.</summary>
    public const int WholePortal = 10;
}

/// <summary>The count within the window.</summary>
/// <param name="Live">The connection's live links.</param>
/// <param name="Concerned">The links that a drastic act concerns, each once.</param>
/// <param name="Vanished">The live links whose incident a portal showed that now lists no incident at all.</param>
public sealed record BrakeCount(int Live, int Concerned, int Vanished);
