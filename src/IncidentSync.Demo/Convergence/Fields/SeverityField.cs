using System.Collections.Immutable;
using IncidentSync.Demo.Convergence.Pairs;

namespace IncidentSync.Demo.Convergence.Fields;

/// <summary>How bad it is: the same four words on both portals; any other is held.</summary>
internal sealed class SeverityField : SyncedField
{
    private static readonly ImmutableHashSet<string> Words =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "informational", "low", "medium", "high");

    public override string Name => "severity";

    public override ImmutableArray<string> InDefender { get; } = ["severity"];

    public override ImmutableArray<string> InSentinel { get; } = ["severity"];

    public override FieldComparison Compare(Pair pair)
    {
        var (defender, sentinel) = (pair.Defender.Severity, pair.Sentinel.Severity);
        return Words.Contains(defender) && Words.Contains(sentinel)
            ? EqualIf(SameWord(defender, sentinel), defender, sentinel)
            : Held("an unknown severity is never mapped", defender, sentinel);
    }
}
