using IncidentSync.Core.Values;

namespace IncidentSync.Core.Links;

/// <summary>How late what is done may be seen, and may be done.</summary>
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
    /// How long a write without an answer is waited for before anybody acts on its absence, where a second one would do harm.
    /// </summary>
    /// <param name="portal">The portal.</param>
    /// <returns>The time.</returns>
    public TimeSpan Settle(Portal portal) => Overlap(portal) + Apply;
}
