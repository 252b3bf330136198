using System.Collections.Immutable;
using IncidentSync.Demo.Phrases;
using IncidentSync.Simulator.Dice;

namespace IncidentSync.Demo.Desks;

/// <summary>How an incident is closed, in the words of both portals.</summary>
/// <param name="Classification">Defender's.</param>
/// <param name="Verdict">Sentinel's classification.</param>
/// <param name="Reason">Sentinel's; null with Undetermined.</param>
internal sealed record Closing(string Classification, string Determination, string Verdict, string? Reason)
{
    private static readonly ImmutableArray<(Closing Value, double Weight)> All =
    [
        (new("truePositive", "phishing", "TruePositive", "SuspiciousActivity"), 0.14),
        (new("truePositive", "malware", "TruePositive", "SuspiciousActivity"), 0.12),
        (new("truePositive", "compromisedAccount", "TruePositive", "SuspiciousActivity"), 0.08),
        (new("truePositive", "multiStagedAttack", "TruePositive", "SuspiciousActivity"), 0.04),
        (new("informationalExpectedActivity", "securityTesting", "BenignPositive", "SuspiciousButExpected"), 0.08),
        (new("informationalExpectedActivity", "confirmedActivity", "BenignPositive", "SuspiciousButExpected"), 0.14),
        (new("informationalExpectedActivity", "lineOfBusinessApplication", "BenignPositive", "SuspiciousButExpected"), 0.06),
        (new("falsePositive", "notMalicious", "FalsePositive", "InaccurateData"), 0.12),
        (new("falsePositive", "notMalicious", "FalsePositive", "IncorrectAlertLogic"), 0.1),
        (new("falsePositive", "notEnoughDataToValidate", "FalsePositive", "InaccurateData"), 0.05),
        (new("unknown", "unknown", "Undetermined", null), 0.07),
    ];

    /// <summary>The closing remark; null when the person wrote none.</summary>
    public string? Comment { get; init; }

    public static Closing Draw(Random random) =>
        random.Weighted(All.AsSpan()) with { Comment = random.Happens(0.6) ? Wording.Closing(random) : null };

    /// <summary>One that says something and comes with a remark.</summary>
    public static Closing DrawTelling(Random random) => random.Pick(All[..^1]).Value with { Comment = Wording.Closing(random) };
}
