using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation;

/// <summary>The simulation's first promise: a seed is a history, to be seen again as often as one likes.</summary>
public sealed class SameSeedTests
{
    private static readonly IncidentId[] Incidents = [new("1"), new("2")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Two_incidents_go_through_all_stages_twice_with_the_same_trace(int seed)
    {
        var (first, second) = (Live(seed), Live(seed));
        first.Trace.ShouldBe(second.Trace);
        first.Trace.Count.ShouldBeGreaterThan(100);
        first.ShouldBeInStep();
    }

    [Fact]
    public void Another_seed_is_another_history() => Live(1).Trace.ShouldNotBe(Live(2).Trace);

    private static SmallWorld Live(int seed)
    {
        var world = new SmallWorld(seed);
        foreach (var id in Incidents)
        {
            world.Defender.Create(id);
        }

        for (var step = 0; step < 300; step++)
        {
            Step(world);
        }

        world.Settle();
        return world;
    }

    private static void Step(SmallWorld world)
    {
        switch (world.Random.Next(7))
        {
            case 0:
                world.Read(Portal.Defender);
                break;
            case 1:
                world.Read(Portal.Sentinel);
                break;
            case 2 or 3:
                world.Deliver();
                break;
            case 4:
                world.Remind();
                break;
            case 5:
                Edit(world, Incidents[world.Random.Next(2)]);
                break;
            default:
                world.Time.Advance(TimeSpan.FromSeconds(world.Random.Next(1, 40)));
                break;
        }
    }

    private static void Edit(SmallWorld world, IncidentId id)
    {
        InMemoryPortal portal = world.Random.Next(2) == 0 ? world.Defender : world.Sentinel;
        var name = portal == world.Defender ? id : SmallWorld.TwinOf(id);
        if (portal.Find(name) is null)
        {
            return;
        }

        if (world.Random.Next(2) == 0)
        {
            portal.Set(name, AllFields.Severity, new Seen<Severity>((Severity)world.Random.Next(4)));
        }
        else
        {
            portal.Set(name, AllFields.Title, new Seen<string>($"title {world.Random.Next(1000)}"));
        }
    }
}
