using System.Collections.Immutable;
using IncidentSync.Demo.Desks;

namespace IncidentSync.Demo.Scenario.Episodes;

/// <summary>Merges of incidents that have twins: by hand, in a chain at once and one by one, into one that is closed in the same moment,
/// and with the comments taken along. In all but the last, somebody wrote in Sentinel what Defender had not seen when it merged.</summary>
internal sealed class Merges(Stage stage) : IEpisode
{
    private readonly ImmutableArray<string> _byHand = [stage.Open(), stage.Open()];
    private readonly ImmutableArray<string> _chain = [stage.Open(), stage.Open(), stage.Open()];
    private readonly ImmutableArray<string> _slowChain = [stage.Open(), stage.Open(), stage.Open()];
    private readonly ImmutableArray<string> _closing = [stage.Open("low"), stage.Open("high")];
    private readonly ImmutableArray<string> _migrating = [stage.Open(), stage.Open()];
    private string _slowTarget = "";

    public void Act(int wave)
    {
        switch (wave)
        {
            case 1:
                stage.Comment(stage.InDefender(_migrating[1]), "Moves along when the incident is merged.");
                stage.Comment(stage.InSentinel(_migrating[1]), "Carried to Defender before the merge, and moves along there.");
                stage.InDefender(_byHand[1]).Tag(stage.Person(), "moves-with-the-merge");
                break;
            case 2:
                Remark(_byHand);
                stage.Merge(stage.Person(), [.. _byHand]);
                Remark(_chain);
                stage.Merge(null, stage.Merge(null, _chain[1], _chain[2]), _chain[0]);
                Remark(_slowChain[1], _slowChain[2]);
                _slowTarget = stage.Merge(null, _slowChain[1], _slowChain[2]);
                break;
            case 3:
                Remark(_closing);
                stage.InDefender(stage.Merge(null, [.. _closing])).Close(stage.Person(), Closing.DrawTelling(stage.Random));
                break;
            case 4:
                Remark(_slowTarget);
                stage.Merge(null, _slowTarget, _slowChain[0]);
                stage.Defender.MigratesComments = true;
                stage.Merge(null, [.. _migrating]);
                stage.Defender.MigratesComments = false;
                break;
        }
    }

    // On each of them, since Defender chooses which one goes.
    private void Remark(params IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            stage.Comment(stage.InSentinel(id), $"Seen in Sentinel only, on what was incident {id}: the user called.");
        }
    }
}
