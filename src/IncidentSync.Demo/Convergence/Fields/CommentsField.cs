using System.Collections.Immutable;
using System.Text.RegularExpressions;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Convergence.Fields;

/// <summary>
/// What was said: every comment of one portal stands once on the other, as a copy. Where Microsoft's own sync carries them, its copies
/// look like originals, so that there both portals must have said the same as often. What is HTML in Sentinel may be text in Defender: its
/// words count, in their order.
/// </summary>
internal sealed partial class CommentsField : SyncedField
{
    public override string Name => "comments";

    public override bool IsSet => true;

    public override ImmutableArray<string> InDefender { get; } = ["comment"];

    public override ImmutableArray<string> InSentinel { get; } = ["comment"];

    public override FieldComparison Compare(Pair pair)
    {
        var defender = Said.In(pair.Defender).ToList();
        var sentinel = Said.In(pair.Sentinel).Where(said => !IsLink(pair, said)).ToList();
        if (Pairing.IsNative(pair.Sentinel))
        {
            return EqualIf(Bodies(defender).SequenceEqual(Bodies(sentinel)), $"{defender.Count} of them", $"{sentinel.Count} of them");
        }

        var (inDefender, inSentinel) = (Missing(defender, sentinel), Missing(sentinel, defender));
        if (inDefender > 0)
        {
            inDefender = Missing(defender, [.. sentinel, .. pair.EarlierSentinelComments().Select(text => Said.Of(text))]);
        }

        var doubles = Doubles(defender) + Doubles(sentinel);
        return inDefender > 0 && pair.Sentinel.Comments.Count >= SentinelLimits.Comments
            ? Held("Sentinel holds no more comments", Counted(defender, inDefender), Counted(sentinel, inSentinel))
            : EqualIf(inDefender + inSentinel + doubles == 0, Counted(defender, inDefender),
                Counted(sentinel, inSentinel) + (doubles == 0 ? "" : $", {doubles} copied twice"));
    }

    // How many of the originals here have no copy there. A long one is copied in parts.
    private static int Missing(List<Said> here, List<Said> there)
    {
        var copies = there.Where(said => said.IsCopy).Select(said => said.Body).ToList();
        return here.Where(said => !said.IsCopy).Select(said => said.Body)
            .Count(original => !copies.Remove(original) && !Take(copies, copy => IsReadAs(original, copy))
                && copies.RemoveAll(copy => IsPart(original, copy)) == 0);
    }

    // The marker differs for each original, so two copies that are the same to the letter are copies of one.
    private static int Doubles(List<Said> comments) =>
        comments.Where(said => said.IsCopy).GroupBy(said => said.Text).Sum(group => group.Count() - 1);

    private static IEnumerable<string> Bodies(List<Said> comments) => comments.Select(said => said.Body).Order(StringComparer.Ordinal);

    private static bool IsPart(string original, string copy) =>
        original.Length > SentinelLimits.CommentLength / 2 && copy.Length > 0 && original.Contains(copy, StringComparison.Ordinal);

    private static bool Take(List<string> copies, Predicate<string> isOf)
    {
        var index = copies.FindIndex(isOf);
        if (index >= 0)
        {
            copies.RemoveAt(index);
        }

        return index >= 0;
    }

    private static bool IsReadAs(string original, string copy)
    {
        var words = Entity().Replace(Tag().Replace(original, " "), " ").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = 0;
        return Tag().IsMatch(original) && words.Length > 0 && words.All(word =>
        {
            var found = copy.IndexOf(word, at, StringComparison.Ordinal);
            at = found + word.Length;
            return found >= 0;
        });
    }

    private static bool IsLink(Pair pair, Said said) =>
        said.Text.StartsWith($"Defender incident {pair.Defender.Id}: ", StringComparison.Ordinal);

    private static string Counted(List<Said> comments, int missing) =>
        $"{comments.Count(said => !said.IsCopy)} of its own{(missing == 0 ? "" : $", {missing} not on the other portal")}";

    [GeneratedRegex("</?[a-z][^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    // Those that are left: HTML knows some in capitals, too.
    [GeneratedRegex(@"&#?\w+;")]
    private static partial Regex Entity();
}
