using System.Collections.Immutable;

namespace IncidentSync.Simulator.Sentinel;

/// <summary>The values of an incident's enumerations in api-version 2025-09-01.</summary>
internal static class SentinelVocabulary
{
    public const string Closed = "Closed";

    public static readonly ImmutableArray<string> Severities = ["High", "Medium", "Low", "Informational"];

    public static readonly ImmutableArray<string> Statuses = ["New", "Active", Closed];

    public static readonly ImmutableArray<string> OwnerTypes = ["User", "Group", "Unknown"];

    /// <summary>The reasons each classification may have.</summary>
    public static readonly ImmutableDictionary<string, ImmutableArray<string>> Reasons = new Dictionary<string, ImmutableArray<string>>
    {
        ["Undetermined"] = [],
        ["TruePositive"] = ["SuspiciousActivity"],
        ["BenignPositive"] = ["SuspiciousButExpected"],
        ["FalsePositive"] = ["IncorrectAlertLogic", "InaccurateData"],
    }.ToImmutableDictionary();
}
