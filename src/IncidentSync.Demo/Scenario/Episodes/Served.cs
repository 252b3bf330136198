using System.Collections.Immutable;
using IncidentSync.Demo.Desks;
using IncidentSync.Simulator.Native;

namespace IncidentSync.Demo.Scenario.Episodes;

/// <summary>A workspace that Microsoft's own sync serves: it carries edits of both portals, makes the incident of a new one, shows a merge,
/// and loses two edits.</summary>
internal sealed class Served : IEpisode
{
    private const int Incidents = 10;

    private readonly NativeSync native;
    private readonly Stage stage;
    private readonly ImmutableArray<string> ids;

    public Served(NativeSync native, Stage stage)
    {
        (this.native, this.stage) = (native, stage);
        ids = [.. Enumerable.Range(0, Incidents).Select(_ => stage.Open())];
        native.CatchUp();
    }

    public void Act(int wave)
    {
        switch (wave)
        {
            case 1:
                Lose(0, id => stage.InDefender(id).SetSeverity(stage.Person(), "high"));
                Lose(1, id => stage.InSentinel(id).Assign(stage.Person(), stage.Person().Name));
                stage.InDefender(ids[2]).Take(stage.Person());
                stage.InSentinel(ids[3]).Tag(stage.Person(), "carried-by-microsoft");
                break;
            case 2:
                stage.Comment(stage.InDefender(ids[4]), "Carried by Microsoft's own sync.");
                stage.Comment(stage.InSentinel(ids[5]), "Carried by Microsoft's own sync, the other way.");
                stage.Merge(null, ids[6], ids[7]);
                break;
            case 3:
                stage.Defender.Create(made => made with { DisplayName = "New while Microsoft's own sync is on", Severity = "low" });
                stage.InSentinel(ids[8]).Close(stage.Person(), Closing.DrawTelling(stage.Random) with { Comment = null });
                break;
        }
    }

    private void Lose(int index, Action<string> edit)
    {
        native.LoseNext(ids[index]);
        edit(ids[index]);
    }
}
