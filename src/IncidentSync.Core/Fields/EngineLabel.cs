using IncidentSync.Core.Values;

namespace IncidentSync.Core.Fields;

/// <summary>The labels in Sentinel that the engine or Microsoft sets; they are not tags.</summary>
public static class EngineLabel
{
    /// <summary>
    /// The label that Microsoft's own sync puts on the source of a merge (Alert correlation and incident merging in the Microsoft Defender
    /// portal), and so do we.
    /// </summary>
    public const string Redirected = "Redirected";

    private const string TwinPrefix = "defender:";

    /// <summary>The engine's label that names the Defender incident of a twin.</summary>
    /// <param name="defenderId">The Defender incident.</param>
    /// <returns><c>defender:{id}</c>.</returns>
    public static string OfTwin(IncidentId defenderId) => TwinPrefix + defenderId.Value;

    /// <summary>The Defender incident that a label names, or null. Defender's ids are digits.</summary>
    /// <param name="label">A Sentinel label; its prefix is compared ignoring case.</param>
    /// <returns>The incident's id; null for every label that is not ours.</returns>
    public static IncidentId? TwinNamedBy(string label) =>
        label.StartsWith(TwinPrefix, StringComparison.OrdinalIgnoreCase)
            && label.AsSpan(TwinPrefix.Length) is { Length: > 0 } id && !id.ContainsAnyExceptInRange('0', '9')
            ? new IncidentId(id.ToString())
            : null;
}
