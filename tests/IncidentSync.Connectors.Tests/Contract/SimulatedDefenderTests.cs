using IncidentSync.Core.Values;
using IncidentSync.Simulator.Defender;
using IncidentSync.Simulator.Records;

namespace IncidentSync.Connectors.Tests.Contract;

public class SimulatedDefenderTests(SimulatedPortals simulator) : DefenderContract, IClassFixture<SimulatedPortals>
{
    private protected override IDefenderStage Defender { get; } = new Stage(simulator);

    private sealed class Stage(SimulatedPortals simulator) : IDefenderStage
    {
        private static readonly Actor Alice = Actor.Person("alice@contoso.com");

        private DefenderPortal There => simulator.World.Defender();

        public IIncidentPortal Portal => simulator.Defender;

        public Stamp Begin()
        {
            simulator.World.Clock.Advance(TimeSpan.FromSeconds(1));
            return Stamp.Of(IncidentSync.Simulator.Api.Stamp.OnDefenderGrid(simulator.World.Clock.GetUtcNow()));
        }

        public IReadOnlyList<IncidentId> Create(int count, bool atOneMoment = false)
        {
            var moment = IncidentSync.Simulator.Api.Stamp.OnDefenderGrid(simulator.World.Clock.GetUtcNow());
            return [.. Enumerable.Range(0, count).Select(_ => new IncidentId(There.Create(Shape).Id))];

            DefenderIncident Shape(DefenderIncident made) => atOneMoment ? made with { LastUpdateDateTime = moment } : made;
        }

        public void Touch(IncidentId id)
        {
            simulator.World.Clock.Advance(TimeSpan.FromSeconds(1));
            There.Edit(id.Value, Alice, incident => incident);
        }

        public void SetWord(IncidentId id, string property, string word) => There.Edit(id.Value, Alice, incident => property switch
        {
            "status" => incident with { Status = word },
            "severity" => incident with { Severity = word },
            "classification" => incident with { Classification = word },
            "title" => incident with { DisplayName = word },
            _ => throw new ArgumentException($"No property {property}."),
        });

        public IReadOnlyList<string> Comments(IncidentId id) => [.. There.Find(id.Value)!.Comments.Select(comment => comment.Text)];

        public void Redirect(IncidentId id, IncidentId into) =>
            There.Edit(id.Value, Alice, incident => incident with { Status = "redirected", RedirectIncidentId = into.Value });
    }
}
