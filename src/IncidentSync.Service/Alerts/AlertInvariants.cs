using IncidentSync.Core.Alerts;
using IncidentSync.Core.Links;

namespace IncidentSync.Service.Alerts;

/// <summary>What must hold of the detections that a page adds.</summary>
internal static class AlertInvariants
{
    /// <returns>What does not hold.</returns>
    public static IEnumerable<Invariant> Broken(
        AlertNumbers numbers, IReadOnlyDictionary<string, KnownAlert> before, IReadOnlyList<DetectionEntry> added)
    {
        var last = Math.Max(numbers.Stamped, numbers.Answered - 1);
        if (added.Select(entry => entry.Ticks).Prepend(last).Zip(added).Any(pair => pair.Second.Ticks <= pair.First))
        {
            yield return Invariant.StampWentBack;
        }

        if (added.Any(entry => before.GetValueOrDefault(entry.Alert.Id)?.FullIds.Contains(entry.Detection.Hash) == true)
            || added.DistinctBy(entry => entry.Detection.FullId).Count() < added.Count)
        {
            yield return Invariant.DetectionTwice;
        }
    }
}
