using System.Collections.Immutable;
using IncidentSync.Demo.Desks;
using IncidentSync.Simulator.Native;

namespace IncidentSync.Demo.Scenario.Episodes;

/// <summary>A workspace that Microsoft's own sync serves: it carries edits of both portals, makes the incident of a new one, shows a merge,
/// and loses two edits.</summary>
internal sealed class Served : IEpisode
{
    private const int Incidents = 10;

    private readonly NativeSync _native;
    private readonly Stage _stage;
    private readonly ImmutableArray<string> _ids;

    public Served(NativeSync native, Stage stage)
    {
        (_native, _stage) = (native, stage);
        _ids = [.. Enumerable.Range(0, Incidents).Select(_ => stage.Open())];
        native.CatchUp();
    }

    public void Act(int wave)
    {
        switch (wave)
        {
            case 1:
                Lose(0, id => _stage.InDefender(id).SetSeverity(_stage.Person(), "high"));
                Lose(1, id => _stage.InSentinel(id).Assign(_stage.Person(), _stage.Person().Name));
                _stage.InDefender(_ids[2]).Take(_stage.Person());
                _stage.InSentinel(_ids[3]).Tag(_stage.Person(), "carried-by-microsoft");
                break;
            case 2:
                _stage.Comment(_stage.InDefender(_ids[4]), "Carried by Microsoft's own sync.");
                _stage.Comment(_stage.InSentinel(_ids[5]), "Carried by Microsoft's own sync, the other way.");
                _stage.Merge(null, _ids[6], _ids[7]);
                break;
            case 3:
                _stage.Defender.Create(made => made with { DisplayName = "New while Microsoft's own sync is on", Severity = "low" });
                _stage.InSentinel(_ids[8]).Close(_stage.Person(), Closing.DrawTelling(_stage.Random) with { Comment = null });
                break;
        }
    }

    private void Lose(int index, Action<string> edit)
    {
        _native.LoseNext(_ids[index]);
        edit(_ids[index]);
    }
}
