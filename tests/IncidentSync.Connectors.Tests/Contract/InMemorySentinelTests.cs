using IncidentSync.Core.Values;
using IncidentSync.Simulation;

namespace IncidentSync.Connectors.Tests.Contract;

public class InMemorySentinelTests : SentinelContract
{
    private protected override ISentinelStage Sentinel { get; } = new Stage();

    private sealed class Stage : ISentinelStage
    {
        private readonly ManualTime _time = new();
        private readonly InMemoryPortalSentinel _portal;

        public Stage() => _portal = new InMemoryPortalSentinel(_time, new Random(1));

        public IIncidentPortal Portal => _portal;

        public Stamp Begin()
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Stamp.Of(_time.GetUtcNow());
        }

        public IReadOnlyList<IncidentId> Create(int count, bool atOneMoment = false) => [.. Enumerable.Range(0, count).Select(_ =>
        {
            _time.Advance(atOneMoment ? TimeSpan.Zero : TimeSpan.FromMilliseconds(1));
            return _portal.Create(new IncidentId(Guid.NewGuid().ToString())).Id;
        })];

        public void Touch(IncidentId id)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _portal.Edit(id, _ => { });
        }

        public void SetWord(IncidentId id, string property, string word) => _portal.Edit(id, document =>
        {
            var properties = document["properties"]!;
            properties[property] = word.Replace('\0', '\uFFFD');
            properties["status"] = property == "classification" ? "Closed" : properties["status"]!.GetValue<string>();
        });

        public IReadOnlyList<string> Comments(IncidentId id) => [.. _portal.Comments(id).Select(comment => comment.Text)];

        public void Delete(IncidentId id) => _portal.Delete(id);

        public IncidentId MakeNative(IncidentId of, Stamp createdAt) => _portal.Create(new IncidentId(Guid.NewGuid().ToString()), made =>
        {
            made["properties"]!["providerName"] = "Microsoft XDR";
            made["properties"]!["providerIncidentId"] = of.Value;
            made["properties"]!["createdTimeUtc"] = createdAt.ToString();
        }).Id;
    }
}
