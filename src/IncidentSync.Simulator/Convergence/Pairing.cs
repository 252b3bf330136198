using System.Collections.Immutable;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Convergence;

/// <summary>Which Sentinel incident belongs to which Defender incident: the one whose label or native fields say so.</summary>
internal static class Pairing
{
    /// <summary>What the twin of a merged incident is labelled with, besides being closed.</summary>
    public const string RedirectedLabel = "Redirected";

    private const string LabelPrefix = "defender:";
    private static readonly ImmutableArray<string> nativeProviders = ["Microsoft XDR", "Microsoft 365 Defender"];

    /// <summary>The Sentinel incidents of each Defender id; Microsoft's own before ours, older before newer.</summary>
    public static ILookup<string, SentinelIncident> ByDefenderId(IEnumerable<SentinelIncident> incidents) => incidents
        .OrderByDescending(IsNative).ThenBy(incident => incident.Number)
        .SelectMany(incident => DefenderIds(incident).Select(id => (id, incident)))
        .ToLookup(pair => pair.id, pair => pair.incident);

    /// <summary>Every Defender incident that is not merged away, with its twin, as they are now.</summary>
    public static IEnumerable<Pair> Pairs(World world)
    {
        foreach (var sentinel in world.Sentinels)
        {
            var twins = ByDefenderId(sentinel.Incidents());
            foreach (var incident in world.Defender(sentinel.Tenant).Incidents().Where(incident => !incident.IsRedirected))
            {
                if (twins[incident.Id].FirstOrDefault() is { } twin)
                    yield return new Pair(incident, twin, world.Edits);
            }
        }
    }

    public static bool IsNative(SentinelIncident incident) =>
        nativeProviders.Contains(incident.ProviderName, StringComparer.OrdinalIgnoreCase);

    public static bool IsPairing(SentinelLabel label) => label.Name.StartsWith(LabelPrefix, StringComparison.OrdinalIgnoreCase);

    public static IEnumerable<string> DefenderIds(SentinelIncident incident) => incident.Labels
        .Where(IsPairing)
        .Select(label => label.Name[LabelPrefix.Length..])
        .Concat(IsNative(incident) && incident.ProviderIncidentId.Length > 0 ? [incident.ProviderIncidentId] : [])
        .Distinct(StringComparer.Ordinal);
}
