using System.Collections.Immutable;
using System.Globalization;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Planning;

/// <summary>
/// Stops a connection's writes when more incidents would be closed, unassigned or lost at once than people would cause: a wrong filter, a
/// lost permission, a moved workspace or a script must not empty the other portal.
/// </summary>
/// <remarks>
/// <code>
/// | counted                                                    | brake                    |
/// |------------------------------------------------------------|--------------------------|
/// | a portal lists nothing that showed 10 live links' incident | on                       |
/// | more links concerned than max(AtLeast, Share x live links) | on                       |
/// | any other                                                  | as it is                 |
/// </code>
/// Not counted: closings because Defender merged the incident, and fields that the portals never agreed on (the first backfill).
/// </remarks>
public static class SafetyBrake
{
    /// <summary>The drastic acts of a plan.</summary>
    /// <param name="link">The link that was planned.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>Each kind of act once; empty for most plans.</returns>
    public static ImmutableArray<DrasticAct> ActsOf(Link link, SyncPlan plan) =>
    [
        .. plan.Decisions.Where(decision => link.Bases[decision.Field] is not null).SelectMany(decision => decision.Writes)
            .Select(ActOf).OfType<DrasticAct>().Distinct(),
    ];

    /// <summary>Why the brake goes on, in one sentence; null when it does not.</summary>
    /// <param name="count">The acts that were counted.</param>
    /// <param name="limits">The limits.</param>
    /// <returns>One sentence without values of incidents, or null.</returns>
    public static string? Judge(BrakeCount count, BrakeLimits limits)
    {
        var allowed = Math.Max(limits.AtLeast, (int)(limits.Share * count.Live));
        return count switch
        {
            { Vanished: >= BrakeLimits.WholePortal } =>
                string.Create(
                    CultureInfo.InvariantCulture, $"a portal lists no incident at all, although {count.Vanished} links have one there"),
            _ when count.Concerned > allowed =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count.Concerned} links would be closed, unassigned or lost within {limits.Window}; "
                    + $"the limit is {allowed} of {count.Live}"),
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
