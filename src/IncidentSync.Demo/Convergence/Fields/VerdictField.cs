using System.Collections.Immutable;
using IncidentSync.Demo.Convergence.Pairs;

namespace IncidentSync.Demo.Convergence.Fields;

/// <summary>
/// What the incident turned out to be: classification and closing comment. The details (determination, reason) have no counterpart beyond
/// the classification they belong to. Sentinel shows a verdict only while Closed.
/// </summary>
internal sealed class VerdictField : SyncedField
{
    private const int DefenderCommentLimit = 30_000;

    private static readonly ImmutableDictionary<string, string> SentinelWords = ImmutableDictionary.CreateRange(
    StringComparer.OrdinalIgnoreCase,
    [
        KeyValuePair.Create("truePositive", "TruePositive"),
        KeyValuePair.Create("falsePositive", "FalsePositive"),
        KeyValuePair.Create("informationalExpectedActivity", "BenignPositive"),
        KeyValuePair.Create("unknown", "Undetermined"),
        KeyValuePair.Create("", "Undetermined"),
    ]);

    public override string Name => "verdict";

    public override ImmutableArray<string> InDefender { get; } = ["classification", "determination", "resolvingComment"];

    public override ImmutableArray<string> InSentinel { get; } = ["classification", "classificationReason", "classificationComment"];

    public override FieldComparison Compare(Pair pair)
    {
        var (defender, sentinel) = (pair.Defender, pair.Sentinel);
        if (!SameWord(sentinel.Status, "Closed"))
        {
            return new FieldComparison.NotShown();
        }

        var shownInDefender = Shown(defender.Classification, defender.ResolvingComment);
        var shownInSentinel = Shown(sentinel.Classification, sentinel.ClassificationComment);
        if (!SentinelWords.TryGetValue(defender.Classification ?? "", out var expected)
            || !SentinelWords.Values.Contains(sentinel.Classification, StringComparer.OrdinalIgnoreCase))
        {
            return Held("an unknown classification is never mapped", shownInDefender, shownInSentinel);
        }

        return EqualIf(
            SameWord(expected, sentinel.Classification)
                && (Texts.SameSight(defender.ResolvingComment, sentinel.ClassificationComment)
                    || Texts.IsCutOf(sentinel.ClassificationComment, defender.ResolvingComment, DefenderCommentLimit)),
            shownInDefender, shownInSentinel);
    }

    private static string Shown(string? classification, string? comment) =>
        string.IsNullOrEmpty(comment) ? classification ?? "" : $"{classification} \"{comment}\"";
}
