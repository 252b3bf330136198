using System.Globalization;
using IncidentSync.Core.Values;
using IncidentSync.Simulation.Checking;

namespace IncidentSync.Simulation.Worlds;

/// <summary>One world from its first incident until nothing is left to do, and the verdict on it.</summary>
internal static class Life
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(20);

    public static WorldReport Live(World world)
    {
        var people = new People(world);
        var microsoft = new Microsoft(world);
        var end = world.Scheduler.Now + world.Profile.Active;
        var ids = Enumerable.Range(1, world.Swarm.Incidents).Select(IdOf).ToList();
        world.Start();
        foreach (var id in ids)
        {
            world.Scheduler.After(world.Weather.UpTo(world.Profile.Active / 4), null, () =>
            {
                world.CreateIncident(id);
                Repeat(world, end, world.Profile.EditGap, () => people.Act(id));
                if (world.Swarm.Native)
                {
                    Repeat(world, end, world.Profile.Overlap * 2, () => microsoft.Carry(id));
                }
            });
        }

        Disturb(world, microsoft, ids, end);
        world.Scheduler.RunUntil(end);
        return Judge(world, ids.Count);
    }

    /// <summary>The weather clears; what follows must bring the portals together, and then nothing more.</summary>
    public static WorldReport Judge(World world, int incidents)
    {
        world.Clear();
        if (!world.Settle())
        {
            world.History.Violate("I1 convergence", "something was still to be done after hours of quiet");
        }

        HistoryChecker.Check(world);
        var writes = world.History.EngineWrites;
        world.Scheduler.RunUntil(world.Scheduler.Now + Silence);
        if (world.History.EngineWrites != writes)
        {
            world.History.Violate("I4 no echo", $"{world.History.EngineWrites - writes} writes after all was in step");
        }

        return new WorldReport(
            1, incidents * world.Profile.Active.TotalDays, world.History.Edits, world.History.Violations,
            world.Probes, world.Scheduler.Trace.Hash, [.. world.Scheduler.Trace.Tail]);
    }

    private static void Disturb(World world, Microsoft microsoft, List<IncidentId> ids, DateTimeOffset end)
    {
        var random = world.Scheduler.Random;
        if (world.Swarm.Merges && ids.Count > 1)
        {
            world.Scheduler.After(world.Profile.Active * (0.3 + 0.6 * random.NextDouble()), null, () => microsoft.Merge(ids[0], ids[1]));
        }

        if (world.Swarm.Playbook)
        {
            world.EngineWroteSentinel += twin =>
            {
                if (!world.Weather.IsClear && random.Next(2) == 0)
                {
                    world.Scheduler.After(world.Weather.UpTo(TimeSpan.FromSeconds(3)), null, () => microsoft.RunPlaybook(twin));
                }
            };
        }

        if (world.Swarm.Full)
        {
            world.EngineWroteSentinel += twin =>
            {
                if (twin == SmallWorld.TwinOf(ids[0]) && world.Sentinel.Comments(twin).Count < 2)
                {
                    world.Scheduler.After(world.Weather.UpTo(TimeSpan.FromSeconds(3)), null, () => microsoft.Fill(twin));
                }
            };
        }

        if (world.Swarm.Deletes)
        {
            world.Scheduler.After(
                world.Profile.Active * (0.2 + 0.7 * random.NextDouble()), null, () => world.Delete(SmallWorld.TwinOf(ids[^1])));
        }

        if (world.Swarm.Crowd)
        {
            Crowd(world, microsoft, end);
        }
    }

    // Alerts move the stamps of many incidents while pages of them are read.
    private static void Crowd(World world, Microsoft microsoft, DateTimeOffset end)
    {
        var crowd = Enumerable.Range(1001, 60).Select(IdOf).ToList();
        crowd.ForEach(id => world.CreateIncident(id));
        Repeat(world, end, world.Profile.EditGap / 10, () => microsoft.Touch(crowd[world.Scheduler.Random.Next(crowd.Count)]));
    }

    private static void Repeat(World world, DateTimeOffset end, TimeSpan gap, Action act)
    {
        var next = gap * -Math.Log(1 - world.Scheduler.Random.NextDouble());
        if (world.Scheduler.Now + next < end)
        {
            world.Scheduler.After(next, null, () =>
            {
                act();
                Repeat(world, end, gap, act);
            });
        }
    }

    private static IncidentId IdOf(int number) => new(number.ToString(CultureInfo.InvariantCulture));
}
