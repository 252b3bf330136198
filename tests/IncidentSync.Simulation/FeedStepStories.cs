using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>What a feed tells, and what does not follow from it.</summary>
public sealed class FeedStepStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private readonly SmallWorld _world = new();

    [Fact]
    public void Alerts_that_move_an_incidents_stamp_cost_no_call_beside_the_polls()
    {
        _world.Defender.Create(Id);
        _world.Settle();
        var calls = Calls();
        for (var alert = 0; alert < 10; alert++)
        {
            _world.Defender.Edit(Id, incident => incident["summary"] = $"alert {alert}");
            _world.Sentinel.Edit(Name, incident => incident["properties"]!["lastActivityTimeUtc"] = _world.Time.GetUtcNow().ToString("O"));
            _world.Settle();
        }

        Calls().ShouldBe(calls);
    }

    [Fact]
    public void An_incident_older_than_the_backfill_gets_its_twin_when_somebody_edits_it()
    {
        _world.Defender.Create(Id);
        _world.Time.Advance(TimeSpan.FromDays(30));
        _world.Settle();
        _world.Sentinel.All().ShouldBeEmpty();
        _world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.High));
        _world.Settle();
        _world.ShouldBeInStep();
    }

    [Fact]
    public void Two_incidents_that_say_the_same_of_the_same_alert_are_two_links()
    {
        _world.Defender.Create(Id);
        _world.Defender.Create(new IncidentId("2"));
        _world.Settle();
        _world.ShouldBeInStep();
        _world.Store.Links.Count.ShouldBe(2);
    }

    [Fact]
    public void The_same_words_said_twice_in_one_moment_stand_twice_on_both_portals()
    {
        _world.Defender.Create(Id);
        _world.Settle();
        _world.Defender.AddComment(Id, "alice@contoso.com", "", "+1");
        _world.Defender.AddComment(Id, "alice@contoso.com", "", "+1");
        _world.Settle();
        _world.Settle();
        _world.Sentinel.Comments(Name).Count(comment => comment.Text.Contains("\n+1\n")).ShouldBe(2);
        _world.Defender.Comments(Id).Count.ShouldBe(2);
    }

    private int Calls() => Enum.GetValues<InMemoryPortalOperation>().Where(what => what != InMemoryPortalOperation.List)
        .Sum(what => Portals.Both.Sum(portal => _world.Calls(portal, what)));
}
