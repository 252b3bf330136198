using System.Collections.Immutable;
using IncidentSync.Demo.Convergence.Pairs;

namespace IncidentSync.Demo.Convergence.Fields;

/// <summary>Who works on it: free text in Defender, a directory object in Sentinel.</summary>
/// <remarks>
/// <code>
/// | Defender         | Sentinel                       | equal                              |
/// |------------------|--------------------------------|------------------------------------|
/// | nobody           | nobody                         | yes                                |
/// | a text           | a user of that name or mail    | yes, whatever the case             |
/// | a text without @ | any other                      | held: it names nobody in Sentinel  |
/// | any other        | a group, or nameless           | held: it has no name for Defender  |
/// | any other        | any other                      | no                                 |
/// </code>
/// </remarks>
internal sealed class OwnerField : SyncedField
{
    public override string Name => "owner";

    public override ImmutableArray<string> InDefender { get; } = ["assignedTo"];

    public override ImmutableArray<string> InSentinel { get; } = ["owner"];

    public override FieldComparison Compare(Pair pair)
    {
        var (defender, sentinel) = (Texts.Line(pair.Defender.AssignedTo), pair.Sentinel.Owner);
        string[] names = [Texts.Line(sentinel.UserPrincipalName), Texts.Line(sentinel.Email)];
        if (defender.Length == 0 && sentinel.ToString().Length == 0)
        {
            return new FieldComparison.Equal();
        }

        if (defender.Length > 0 && names.Any(name => SameWord(defender, name)))
        {
            return new FieldComparison.Equal();
        }

        if (defender.Length > 0 && defender.Count(c => c == '@') != 1)
        {
            return Held("the text names nobody in Sentinel", defender, sentinel.ToString());
        }

        if (sentinel.ToString().Length > 0 && (names.All(name => name.Length == 0) || sentinel.OwnerType == "Group"))
        {
            return Held("the owner has no name for Defender", defender, sentinel.ToString());
        }

        return EqualIf(false, defender, sentinel.ToString());
    }
}
