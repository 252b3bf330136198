using System.Globalization;

namespace IncidentSync.Simulator.Native;

/// <summary>The value translation of Microsoft's page "Microsoft Defender XDR integration with Microsoft Sentinel".</summary>
internal static class NativeWords
{
    public static string? ToSentinelStatus(string defender) => defender switch
    {
        "active" => "New",
        "inProgress" or "awaitingAction" => "Active",
        "resolved" => "Closed",
        _ => null,
    };

    /// <returns>Null when Defender's status says the same already.</returns>
    public static string? ToDefenderStatus(string sentinel, string defender) =>
        ToSentinelStatus(defender) == sentinel ? null : sentinel switch
    {
        "New" => "active",
        "Active" => "inProgress",
        "Closed" => "resolved",
        _ => null,
    };

    public static (string Classification, string? Reason) ToSentinelVerdict(string? defender) => defender switch
    {
        "truePositive" => ("TruePositive", "SuspiciousActivity"),
        "falsePositive" => ("FalsePositive", "InaccurateData"),
        "informationalExpectedActivity" => ("BenignPositive", "SuspiciousButExpected"),
        _ => ("Undetermined", null),
    };

    /// <summary>No page says which determination a reason becomes; these are the mildest of each class.</summary>
    public static (string Classification, string Determination) ToDefenderVerdict(string? sentinel) => sentinel switch
    {
        "TruePositive" => ("truePositive", "other"),
        "FalsePositive" => ("falsePositive", "notMalicious"),
        "BenignPositive" => ("informationalExpectedActivity", "confirmedActivity"),
        _ => ("unknown", "unknown"),
    };

    /// <returns>Null for what Sentinel has no word for.</returns>
    public static string? ToSentinelSeverity(string defender) => defender is "informational" or "low" or "medium" or "high"
        ? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(defender)
        : null;

    public static string ToDefenderSeverity(string sentinel) => sentinel.ToLowerInvariant();
}
