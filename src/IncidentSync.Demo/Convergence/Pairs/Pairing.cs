using System.Collections.Immutable;
using IncidentSync.Simulator.Sentinel;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Convergence.Pairs;

/// <summary>Which Sentinel incident belongs to which Defender incident.</summary>
/// <remarks>
/// <code>
/// | the Sentinel incident               | belongs to                                          |
/// |-------------------------------------|-----------------------------------------------------|
/// | is Microsoft's own                  | the incident of its providerIncidentId              |
/// | was made by the app                 | the incident of its label                           |
/// | anybody else's, with such a label   | none: it only says so, and is to be left alone      |
/// </code>
/// </remarks>
internal static class Pairing
{
    /// <summary>What the twin of a merged incident is labelled with, besides being closed.</summary>
    public const string RedirectedLabel = "Redirected";

    private const string LabelPrefix = "defender:";
    private static readonly ImmutableArray<string> NativeProviders = ["Microsoft XDR", "Microsoft 365 Defender"];

    /// <summary>The Sentinel incidents of each Defender id; Microsoft's own before ours, older before newer.</summary>
    public static ILookup<string, SentinelIncident> ByDefenderId(SentinelPortal sentinel) =>
        Lookup(sentinel, incident => DefenderIds(sentinel, incident));

    /// <summary>The Sentinel incidents that only say whose they are, by that.</summary>
    public static ILookup<string, SentinelIncident> ByForeignLabel(SentinelPortal sentinel) =>
        Lookup(sentinel, incident => IsNative(incident) || sentinel.IsMadeByApp(incident) ? [] : Labelled(incident));

    /// <summary>Every Defender incident that is not merged away, with its twin, as they are now.</summary>
    public static IEnumerable<Pair> Pairs(World world)
    {
        foreach (var sentinel in world.Sentinels)
        {
            var twins = ByDefenderId(sentinel);
            foreach (var incident in world.Defender(sentinel.Tenant).Incidents().Where(incident => !incident.IsRedirected))
            {
                if (twins[incident.Id].FirstOrDefault() is { } twin)
                {
                    yield return new Pair(incident, twin, world.Edits);
                }
            }
        }
    }

    public static bool IsNative(SentinelIncident incident) =>
        NativeProviders.Contains(incident.ProviderName, StringComparer.OrdinalIgnoreCase);

    public static bool IsPairing(SentinelLabel label) => label.Name.StartsWith(LabelPrefix, StringComparison.OrdinalIgnoreCase);

    public static IEnumerable<string> DefenderIds(SentinelPortal sentinel, SentinelIncident incident) => incident switch
    {
        _ when IsNative(incident) => incident.ProviderIncidentId.Length > 0 ? [incident.ProviderIncidentId] : [],
        _ when sentinel.IsMadeByApp(incident) => Labelled(incident),
        _ => [],
    };

    private static IEnumerable<string> Labelled(SentinelIncident incident) => incident.Labels
        .Where(IsPairing).Select(label => label.Name[LabelPrefix.Length..]).Distinct(StringComparer.Ordinal);

    private static ILookup<string, SentinelIncident> Lookup(
        SentinelPortal sentinel, Func<SentinelIncident, IEnumerable<string>> idsOf) => sentinel.Incidents()
        .OrderByDescending(IsNative).ThenBy(incident => incident.Number)
        .SelectMany(incident => idsOf(incident).Select(id => (id, incident)))
        .ToLookup(pair => pair.id, pair => pair.incident);
}
