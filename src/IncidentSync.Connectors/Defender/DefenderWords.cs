using System.Collections.Frozen;
using System.Globalization;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Defender;

/// <summary>Graph's words for the shared vocabulary, both ways. Enumerations come in camelCase and in PascalCase; we read both.</summary>
internal static class DefenderWords
{
    /// <summary>
    /// The documentation's names for determinations that the wire spells differently (incident resource page against the CSDL).
    /// </summary>
    private static readonly FrozenDictionary<string, string> DeterminationAliases = new Dictionary<string, string>
    {
        ["clean"] = "notMalicious",
        ["insufficientData"] = "notEnoughDataToValidate",
        ["noEnoughDataToValidate"] = "notEnoughDataToValidate",
        ["compromisedUser"] = "compromisedAccount",
        ["confirmedUserActivity"] = "confirmedActivity",
        ["unknown"] = "",
        ["notAvailable"] = "",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static Reading Status(string word) => word.ToLowerInvariant() switch
    {
        "active" => new Seen<Status>(Core.Values.Status.New),
        "inprogress" => new Seen<Status>(Core.Values.Status.Active),
        "awaitingaction" => new Seen<Status>(Core.Values.Status.AwaitingAction),
        "resolved" => new Seen<Status>(Core.Values.Status.Closed),
        "redirected" => Reading.Unseen,
        _ => new Unknown(word),
    };

    public static string Status(Status status) => status switch
    {
        Core.Values.Status.New => "active",
        Core.Values.Status.Active => "inProgress",
        Core.Values.Status.Closed => "resolved",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Only Defender Experts may set awaitingAction."),
    };

    public static Reading Severity(string word) => word.ToLowerInvariant() switch
    {
        "informational" => new Seen<Severity>(Core.Values.Severity.Informational),
        "low" => new Seen<Severity>(Core.Values.Severity.Low),
        "medium" => new Seen<Severity>(Core.Values.Severity.Medium),
        "high" => new Seen<Severity>(Core.Values.Severity.High),
        _ => new Unknown(word),
    };

    public static string Severity(Severity severity) => severity switch
    {
        Core.Values.Severity.Informational => "informational",
        Core.Values.Severity.Low => "low",
        Core.Values.Severity.Medium => "medium",
        _ => "high",
    };

    // Null while the feature is off, or while the score is computed.
    public static Reading Priority(string score) =>
        int.TryParse(score, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Seen<Priority>(PriorityField.Of(number))
            : Reading.Unseen;

    public static Reading Verdict(string classification, string determination, string resolvingComment) =>
        Class(classification) is { } known
            ? new Seen<Verdict>(new Verdict(known, Determination(determination), resolvingComment))
            : new Unknown(classification);

    public static string Classification(Classification @class) => @class switch
    {
        Core.Values.Classification.TruePositive => "truePositive",
        Core.Values.Classification.FalsePositive => "falsePositive",
        Core.Values.Classification.BenignPositive => "informationalExpectedActivity",
        _ => "unknown",
    };

    public static string Determination(Verdict verdict) => verdict.Detail.Length == 0 ? "unknown" : verdict.Detail;

    private static string Determination(string word) => DeterminationAliases.GetValueOrDefault(word) ?? Camel(word);

    private static string Camel(string word) => word.Length == 0 ? "" : char.ToLowerInvariant(word[0]) + word[1..];

    private static Classification? Class(string word) => word.ToLowerInvariant() switch
    {
        "" or "unknown" => Core.Values.Classification.Undetermined,
        "truepositive" => Core.Values.Classification.TruePositive,
        "falsepositive" => Core.Values.Classification.FalsePositive,
        "informationalexpectedactivity" => Core.Values.Classification.BenignPositive,
        _ => null,
    };
}
