using System.Collections.Immutable;
using System.Globalization;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Core.Reconciliation;

/// <summary>Something that must not happen to many incidents at once without a person having said so.</summary>
public enum DrasticAct
{
    /// <summary>An incident is about to be closed because it was closed on the other portal.</summary>
    Closing,

    /// <summary>An owner is about to be removed.</summary>
    Unassignment,

    /// <summary>An incident is gone from a portal that showed it.</summary>
    Loss,
}

/// <summary>When the writes of a connection stop by themselves.</summary>
/// <param name="Window">How long drastic acts are counted together.</param>
/// <param name="Share">The share of live links that may be concerned, 0 to 1.</param>
/// <param name="AtLeast">So many links may always be.</param>
public sealed record BrakeLimits(TimeSpan Window, double Share, int AtLeast)
{
    /// <summary>A fifth of the live links, or 25, within ten minutes.</summary>
    public static readonly BrakeLimits Default = new(TimeSpan.FromMinutes(10), 0.2, 25);

    /// <summary>A portal that shows nothing at all is only suspect when so many links say that it should.</summary>
    public const int WholePortal = 10;
}

/// <summary>What was counted within the window.</summary>
/// <param name="Live">The connection's live links.</param>
/// <param name="Concerned">The links that a drastic act concerns, each once.</param>
/// <param name="Vanished">The live links whose incident a portal showed that now lists no incident at all.</param>
public sealed record BrakeCount(int Live, int Concerned, int Vanished);

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
    /// <param name="state">What it was made from.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>Each kind of act once; empty for most plans.</returns>
    public static ImmutableArray<DrasticAct> ActsOf(SyncState state, SyncPlan plan) =>
    [
        .. plan.Decisions.Where(decision => state.Bases[decision.Field] is not null).SelectMany(decision => decision.Writes)
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
