using System.Globalization;
using IncidentSync.Core.Values;
using IncidentSync.Simulation;

namespace IncidentSync.Connectors.Tests.Contract;

public class InMemoryDefenderTests : DefenderContract
{
    private protected override IDefenderStage Defender { get; } = new Stage();

    private sealed class Stage : IDefenderStage
    {
        private readonly ManualTime _time = new();
        private readonly InMemoryPortalDefender _portal;
        private int _last;

        public Stage() => _portal = new InMemoryPortalDefender(_time);

        public IIncidentPortal Portal => _portal;

        public Stamp Begin()
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Stamp.Of(IncidentSync.Simulator.Api.Stamp.OnDefenderGrid(_time.GetUtcNow()));
        }

        public IReadOnlyList<IncidentId> Create(int count, bool atOneMoment = false) => [.. Enumerable.Range(0, count).Select(_ =>
        {
            _time.Advance(atOneMoment ? TimeSpan.Zero : TimeSpan.FromMilliseconds(1));
            return _portal.Create(new IncidentId((++_last).ToString(CultureInfo.InvariantCulture))).Id;
        })];

        public void Touch(IncidentId id)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _portal.Edit(id, _ => { });
        }

        public void SetWord(IncidentId id, string property, string word) =>
            _portal.Edit(id, document => document[property == "title" ? "displayName" : property] = word.Replace('\0', '\uFFFD'));

        public IReadOnlyList<string> Comments(IncidentId id) => [.. _portal.Comments(id).Select(comment => comment.Text)];

        public void Redirect(IncidentId id, IncidentId into) => _portal.Redirect(id, into);
    }
}
