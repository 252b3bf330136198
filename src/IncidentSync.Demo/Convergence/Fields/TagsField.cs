using System.Collections.Immutable;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Convergence.Fields;

/// <summary>The tags persons set, as a set: order, case and spaces around them aside. Labels that say which incident this is the twin of,
/// that it was merged away, or that Sentinel itself set, are none.</summary>
internal sealed class TagsField : SyncedField
{
    public override string Name => "tags";

    public override bool IsSet => true;

    public override ImmutableArray<string> InDefender { get; } = ["customTags"];

    public override ImmutableArray<string> InSentinel { get; } = ["labels"];

    public override FieldComparison Compare(Pair pair)
    {
        var (defender, sentinel) = (Set(pair.Defender.CustomTags), Set(pair.Sentinel.Labels.Where(IsTag).Select(label => label.Name)));
        return EqualIf(defender.SetEquals(sentinel), string.Join(", ", defender), string.Join(", ", sentinel));
    }

    private static ImmutableSortedSet<string> Set(IEnumerable<string> tags) =>
        [.. tags.Select(tag => Texts.Line(tag).ToUpperInvariant()).Where(tag => tag.Length > 0)];

    private static bool IsTag(SentinelLabel label) =>
        label.Type != "AutoAssigned" && !SameWord(label.Name, Pairing.RedirectedLabel) && !Pairing.IsPairing(label);
}
