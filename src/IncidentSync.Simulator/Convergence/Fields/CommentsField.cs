using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Simulator.Convergence.Fields;

/// <summary>
/// What was said: every comment of one portal stands once on the other, as a copy that names its author in a first line and carries a
/// marker as its last. Texts are compared without either, whatever the portals did to entities and white space.
/// </summary>
internal sealed partial class CommentsField : SyncedField
{
    public override string Name => "comments";

    public override bool IsSet => true;

    public override ImmutableArray<string> InDefender { get; } = ["comment"];

    public override ImmutableArray<string> InSentinel { get; } = ["comment"];

    public override FieldComparison Compare(Pair pair)
    {
        var defender = pair.Defender.Comments.Select(comment => comment.Text).ToList();
        var sentinel = pair.Sentinel.Comments.Select(comment => comment.Message).Where(text => !IsLink(pair, text)).ToList();
        var (inDefender, inSentinel) = (Missing(defender, sentinel), Missing(sentinel, defender));
        if (inDefender > 0)
            inDefender = Missing(defender, [.. sentinel, .. pair.EarlierSentinelComments()]);
        var doubles = Doubles(defender) + Doubles(sentinel);
        return inDefender > 0 && pair.Sentinel.Comments.Count >= SentinelLimits.Comments
            ? Held("Sentinel holds no more comments", Counted(defender, inDefender), Counted(sentinel, inSentinel))
            : EqualIf(inDefender + inSentinel + doubles == 0, Counted(defender, inDefender),
                Counted(sentinel, inSentinel) + (doubles == 0 ? "" : $", {doubles} copied twice"));
    }

    // How many of the originals here have no copy there. A long one is copied in parts.
    private static int Missing(List<string> here, List<string> there)
    {
        var copies = there.Where(IsCopy).Select(Body).ToList();
        return here.Where(text => !IsCopy(text)).Select(Plain)
            .Count(original => !copies.Remove(original) && copies.RemoveAll(copy => IsPart(original, copy)) == 0);
    }

    // The marker differs for each original, so two copies that are the same to the letter are copies of one.
    private static int Doubles(List<string> comments) => comments.Where(IsCopy).GroupBy(text => text).Sum(group => group.Count() - 1);

    private static bool IsPart(string original, string copy) =>
        original.Length > SentinelLimits.CommentLength / 2 && copy.Length > 0 && original.Contains(copy, StringComparison.Ordinal);

    private static bool IsLink(Pair pair, string text) =>
        text.StartsWith($"Defender incident {pair.Defender.Id}: ", StringComparison.Ordinal);

    private static bool IsCopy(string text) => Copy().IsMatch(text);

    private static string Body(string copy) => Plain(Copy().Match(copy).Groups["body"].Value);

    private static string Plain(string text) =>
        WhiteSpace().Replace(Texts.Plain(WebUtility.HtmlDecode(text)).Replace("\u200B", "", StringComparison.Ordinal), " ");

    private static string Counted(List<string> comments, int missing) =>
        $"{comments.Count(text => !IsCopy(text))} of its own{(missing == 0 ? "" : $", {missing} not on the other portal")}";

    [GeneratedRegex(
        @"\A.+ in (Defender|Sentinel), [-0-9]+ [:0-9]+ UTC( \(\d+/\d+\))?:\s(?<body>.*)\[incidentsync [^\]]+\]\s*\z",
        RegexOptions.Singleline)]
    private static partial Regex Copy();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
