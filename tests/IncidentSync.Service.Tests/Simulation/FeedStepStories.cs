using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Service.Tests.Simulation;

/// <summary>What a feed tells, and what does not follow from it.</summary>
public sealed class FeedStepStories
{
    private static readonly IncidentId Id = new("1");
    private static readonly IncidentId Name = SmallWorld.TwinOf(Id);
    private readonly SmallWorld world = new();

    [Fact]
    public void Alerts_that_move_an_incidents_stamp_cost_no_call_beside_the_polls()
    {
        world.Defender.Create(Id);
        world.Settle();
        var calls = Calls();
        for (var alert = 0; alert < 10; alert++)
        {
            world.Defender.Edit(Id, incident => incident["summary"] = $"alert {alert}");
            world.Sentinel.Edit(Name, incident => incident["properties"]!["lastActivityTimeUtc"] = world.Time.GetUtcNow().ToString("O"));
            world.Settle();
        }

        Calls().ShouldBe(calls);
    }

    [Fact]
    public void An_incident_older_than_the_backfill_gets_its_twin_when_somebody_edits_it()
    {
        world.Defender.Create(Id);
        world.Time.Advance(TimeSpan.FromDays(30));
        world.Settle();
        world.Sentinel.All().ShouldBeEmpty();
        world.Defender.Set(Id, AllFields.Severity, new Seen<Severity>(Severity.High));
        world.Settle();
        world.ShouldBeInStep();
    }

    [Fact]
    public void Two_incidents_that_say_the_same_of_the_same_alert_are_two_links()
    {
        world.Defender.Create(Id);
        world.Defender.Create(new IncidentId("2"));
        world.Settle();
        world.ShouldBeInStep();
        world.Store.Links.Count.ShouldBe(2);
    }

    [Fact]
    public void The_same_words_said_twice_in_one_moment_stand_twice_on_both_portals()
    {
        world.Defender.Create(Id);
        world.Settle();
        world.Defender.AddComment(Id, "alice@contoso.com", "", "+1");
        world.Defender.AddComment(Id, "alice@contoso.com", "", "+1");
        world.Settle();
        world.Settle();
        world.Sentinel.Comments(Name).Count(comment => comment.Text.Contains("\n+1\n")).ShouldBe(2);
        world.Defender.Comments(Id).Count.ShouldBe(2);
    }

    private int Calls() => Enum.GetValues<InMemoryPortalOperation>().Where(what => what != InMemoryPortalOperation.List)
        .Sum(what => Portals.Both.Sum(portal => world.Calls(portal, what)));
}
