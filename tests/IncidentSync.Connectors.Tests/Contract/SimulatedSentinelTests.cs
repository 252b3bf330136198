using System.Text.Json.Nodes;
using IncidentSync.Core.Values;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Sentinel;

namespace IncidentSync.Connectors.Tests.Contract;

public class SimulatedSentinelTests(SimulatedPortals simulator) : SentinelContract, IClassFixture<SimulatedPortals>
{
    private protected override ISentinelStage Sentinel { get; } = new Stage(simulator);

    private sealed class Stage(SimulatedPortals simulator) : ISentinelStage
    {
        private static readonly Actor Alice = Actor.Person("alice@contoso.com");

        private SentinelPortal There => simulator.World.Sentinel();

        public IIncidentPortal Portal => simulator.Sentinel;

        public Stamp Begin()
        {
            simulator.World.Clock.Advance(TimeSpan.FromSeconds(1));
            return Stamp.Of(simulator.World.Clock.GetUtcNow());
        }

        public IReadOnlyList<IncidentId> Create(int count, bool atOneMoment = false)
        {
            var moment = simulator.World.Clock.GetUtcNow();
            return [.. Enumerable.Range(0, count).Select(_ => new IncidentId(There.Create(Shape).Name))];

            SentinelIncident Shape(SentinelIncident made) => atOneMoment ? made with { LastModifiedTimeUtc = moment } : made;
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
            "classification" => incident with { Status = "Closed", Classification = word },
            "title" => incident with { Title = word },
            _ => incident with { Extra = new JsonObject { [property] = word } },
        });

        public IReadOnlyList<string> Comments(IncidentId id) => [.. There.Find(id.Value)!.Comments.Select(comment => comment.Message)];

        public void Delete(IncidentId id) => There.Delete(id.Value, Alice);

        public IncidentId MakeNative(IncidentId of, Stamp createdAt) => new(There.Create(made => made with
        {
            ProviderName = "Microsoft XDR", ProviderIncidentId = of.Value, CreatedTimeUtc = createdAt.Moment,
        }).Name);
    }
}
