using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>How late a change may become visible, and a call may take effect.</summary>
/// <param name="DefenderOverlap">How late a change may become visible in Defender's list.</param>
/// <param name="SentinelOverlap">How late a change may become visible in Sentinel's list.</param>
/// <param name="Apply">How long a call may take effect after it was given up.</param>
public sealed record Lateness(TimeSpan DefenderOverlap, TimeSpan SentinelOverlap, TimeSpan Apply)
{
    /// <summary>How late a change may become visible in that portal's list.</summary>
    /// <param name="portal">The portal.</param>
    /// <returns>The overlap.</returns>
    public TimeSpan Overlap(Portal portal) => portal == Portal.Defender ? DefenderOverlap : SentinelOverlap;

    /// <summary>
    /// How long to wait for a write without an answer before acting on its absence, where a second write would do harm.
    /// </summary>
    /// <param name="portal">The portal.</param>
    /// <returns>The time.</returns>
    public TimeSpan Settle(Portal portal) => Overlap(portal) + Apply;
}
