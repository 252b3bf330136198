using System.Collections.Immutable;

namespace IncidentSync.Simulator.Defender;

/// <summary>The members of namespace microsoft.graph.security in the v1.0 metadata, in their spelling. Those in <c>Evolved…</c> come after
/// unknownFutureValue and are shown only to clients that ask with <c>Prefer: include-unknown-enum-members</c>.</summary>
internal static class DefenderVocabulary
{
    public const string UnknownFutureValue = "unknownFutureValue";

    public static readonly ImmutableArray<string> Statuses =
        ["active", "resolved", "inProgress", "redirected", UnknownFutureValue, "awaitingAction"];

    /// <summary>awaitingAction belongs to Defender Experts, redirected to a merge.</summary>
    public static readonly ImmutableArray<string> WritableStatuses = ["active", "inProgress", "resolved"];

    public static readonly ImmutableArray<string> Severities = ["unknown", "informational", "low", "medium", "high", UnknownFutureValue];

    public static readonly ImmutableArray<string> WritableSeverities = ["informational", "low", "medium", "high"];

    public static readonly ImmutableArray<string> Classifications =
        ["unknown", "falsePositive", "truePositive", "informationalExpectedActivity"];

    public static readonly ImmutableArray<string> Determinations =
    [
        "unknown", "apt", "malware", "securityPersonnel", "securityTesting", "unwantedSoftware", "other", "multiStagedAttack",
        "compromisedAccount", "phishing", "maliciousUserActivity", "notMalicious", "notEnoughDataToValidate", "confirmedActivity",
        "lineOfBusinessApplication",
    ];

    public static readonly ImmutableArray<string> AlertStatuses = ["unknown", "new", "inProgress", "resolved"];

    public static readonly ImmutableArray<string> EvolvedStatuses = ["awaitingAction"];

    public static readonly ImmutableArray<string> ServiceSources =
    [
        "unknown", "microsoftDefenderForEndpoint", "microsoftDefenderForIdentity", "microsoftDefenderForCloudApps",
        "microsoftDefenderForOffice365", "microsoft365Defender", "azureAdIdentityProtection", "microsoftAppGovernance",
        "dataLossPrevention",
    ];

    public static readonly ImmutableArray<string> EvolvedServiceSources =
    [
        "microsoftDefenderForCloud", "microsoftSentinel", "microsoftInsiderRiskManagement", "microsoftThreatIntelligence",
        "microsoftSecurityForAI",
    ];

    public static readonly ImmutableArray<string> EvolvedDetectionSources =
        ["scheduledAlerts", "nrtAlerts", "microsoftSentinel", "builtInMl", "microsoftThreatIntelligence", "securityCopilot"];

    /// <summary>How a client that knows only the first members sees a value.</summary>
    public static string Shown(string value, ImmutableArray<string> evolved, bool all) =>
        !all && evolved.Contains(value) ? UnknownFutureValue : value;

    /// <summary>A word that no version defines yet comes after unknownFutureValue like the newest.</summary>
    public static string ShownSource(string value, bool all) => all || ServiceSources.Contains(value) ? value : UnknownFutureValue;

    public static int Rank(string severity) => WritableSeverities.IndexOf(severity);
}
