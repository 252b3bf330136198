using System.Collections.Immutable;
using System.Globalization;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Planning;

/// <summary>
/// Stops a connection's writes when more would be closed, unassigned or lost at once than people do: a wrong filter, a lost permission, a
/// moved workspace or somebody's script must not empty the other portal.
/// </summary>
/// <remarks>
/// <code>
/// | counted                                                    | brake                    |
/// |------------------------------------------------------------|--------------------------|
/// | a portal lists nothing that showed 10 live links' incident | on                       |
/// | more links concerned than max(AtLeast, Share x live links) | on                       |
/// | any other                                                  | as it is                 |
/// </code>
/// Not counted: what closes because Defender merged it, and what both portals have not agreed on yet (the first backfill).
/// </remarks>
public static class SafetyBrake
{
    /// <summary>The drastic acts of a plan.</summary>
    /// <param name="link">What it was made from.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>Each kind of act once; empty for most plans.</returns>
    public static ImmutableArray<DrasticAct> ActsOf(Link link, SyncPlan plan) =>
    [
        .. plan.Decisions.Where(decision => link.Bases[decision.Field] is not null).SelectMany(decision => decision.Writes)
            .Select(ActOf).OfType<DrasticAct>().Distinct(),
    ];

    /// <summary>Why the brake goes on, in words; null when it does not.</summary>
    /// <param name="count">What was counted.</param>
    /// <param name="limits">What may be.</param>
    /// <returns>One sentence without values of incidents, or null.</returns>
    public static string? Judge(BrakeCount count, BrakeLimits limits)
    {
        var allowed = Math.Max(limits.AtLeast, (int)(limits.Share * count.Live));
        return count switch
        {
            { Vanished: >= BrakeLimits.WholePortal } =>
                string.Create(
                    CultureInfo.InvariantCulture, $"a portal lists no incident at all, and {count.Vanished} links say that it should"),
            _ when count.Concerned > allowed =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count.Concerned} links would be closed, unassigned or lost within {limits.Window}; {allowed} of {count.Live} may"),
            _ => null,
        };
    }

    private static DrasticAct? ActOf(FieldWrite write) => write.Value switch
    {
        Seen<Status> { Value: Status.Closed } => DrasticAct.Closing,
        Seen<Owner> { Value.IsNobody: true } => DrasticAct.Unassignment,
        _ => null,
    };
}
