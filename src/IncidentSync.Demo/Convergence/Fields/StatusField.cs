using System.Collections.Immutable;
using IncidentSync.Demo.Convergence.Pairs;

namespace IncidentSync.Demo.Convergence.Fields;

/// <summary>Where the work on an incident stands.</summary>
/// <remarks>
/// <code>
/// | Defender       | Sentinel | equal                                                                 |
/// |----------------|----------|-----------------------------------------------------------------------|
/// | active         | New      | yes                                                                   |
/// | inProgress     | Active   | yes                                                                   |
/// | resolved       | Closed   | yes                                                                   |
/// | awaitingAction | Active   | yes                                                                   |
/// | awaitingAction | other    | held when a person set it there: nobody may write over awaitingAction |
/// | any other      | any      | held: an unknown value is never mapped                                |
/// | any            | unknown  | held                                                                  |
/// </code>
/// </remarks>
internal sealed class StatusField : SyncedField
{
    private static readonly ImmutableDictionary<string, string> SentinelWords = ImmutableDictionary.CreateRange(
    StringComparer.OrdinalIgnoreCase,
    [
        KeyValuePair.Create("active", "New"),
        KeyValuePair.Create("inProgress", "Active"),
        KeyValuePair.Create("awaitingAction", "Active"),
        KeyValuePair.Create("resolved", "Closed"),
    ]);

    public override string Name => "status";

    public override ImmutableArray<string> InDefender { get; } = ["status"];

    public override ImmutableArray<string> InSentinel { get; } = ["status"];

    public override FieldComparison Compare(Pair pair)
    {
        var (defender, sentinel) = (pair.Defender.Status, pair.Sentinel.Status);
        if (!SentinelWords.TryGetValue(defender, out var expected)
            || !SentinelWords.Values.Contains(sentinel, StringComparer.OrdinalIgnoreCase))
        {
            return Held("an unknown status is never mapped", defender, sentinel);
        }

        return SameWord(defender, "awaitingAction") && !SameWord(expected, sentinel) && pair.IsSentinelPersonal("status")
            ? Held("awaitingAction is never written over", defender, sentinel)
            : EqualIf(SameWord(expected, sentinel), defender, sentinel);
    }
}
