using System.Collections.Immutable;
using IncidentSync.Demo.Convergence.Pairs;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Demo.Convergence.Fields;

/// <summary>A text, of which Sentinel holds the beginning when it is long. Becoming empty never travels.</summary>
internal sealed class TextField(
    string name,
    string inDefender,
    int sentinelLimit,
    Func<DefenderIncident, string?> defenderText,
    Func<SentinelIncident, string?> sentinelText) : SyncedField
{
    public override string Name => name;

    public override ImmutableArray<string> InDefender { get; } = [inDefender];

    public override ImmutableArray<string> InSentinel { get; } = [name];

    public override FieldComparison Compare(Pair pair)
    {
        // Microsoft takes it away in workspaces that its own sync serves.
        if (Name == "description" && Pairing.IsNative(pair.Sentinel))
        {
            return new FieldComparison.NotShown();
        }

        var (defender, sentinel) = (defenderText(pair.Defender) ?? "", sentinelText(pair.Sentinel) ?? "");
        var isSame = name == "title" ? Texts.SameLine(defender, sentinel) : Texts.SameSight(defender, sentinel);
        if (isSame || Texts.IsCutOf(defender, sentinel, sentinelLimit))
        {
            return new FieldComparison.Equal();
        }

        if (pair.IsEmptied(Portal.Defender, inDefender) || pair.IsEmptied(Portal.Sentinel, name))
        {
            return Held("an emptied text does not travel", defender, sentinel);
        }

        return defender.Length > sentinelLimit && pair.IsSentinelPersonal(name)
            ? Held("an edit of a text that Sentinel holds only cut does not travel", defender, sentinel)
            : EqualIf(false, defender, sentinel);
    }
}
