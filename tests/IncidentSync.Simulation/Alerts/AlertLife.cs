using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Alerts;

/// <summary>One world of alerts from its first alert until all is read and given, and the verdict on it.</summary>
internal static class AlertLife
{
    private const int BurstAlerts = 1_300;

    private static readonly TimeSpan HideGap = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StepGap = TimeSpan.FromMinutes(1);

    public static WorldReport Live(AlertWorld world)
    {
        var tenant = new Tenant(world);
        var (random, end) = (world.Scheduler.Random, world.Scheduler.Now + AlertWorld.Active);
        for (var old = 0; old < world.Swarm.Old; old++)
        {
            tenant.AddOld();
        }

        world.Start();
        Repeat(world, end, world.Swarm.Gap, tenant.Act);
        if (world.Swarm.Unreadable)
        {
            tenant.Hide();
            Repeat(world, end, HideGap, tenant.Hide);
        }

        if (world.Swarm.ClockSteps)
        {
            Repeat(world, end, StepGap, () => world.Clock.Offset = TimeSpan.FromSeconds((10 * random.NextDouble()) - 5));
        }

        if (world.Swarm.Burst)
        {
            world.Scheduler.After(world.Weather.UpTo(AlertWorld.Active / 2), null, () => tenant.Burst(BurstAlerts));
        }

        if (world.Swarm.Outage)
        {
            var begins = AlertWorld.Active / 2 * random.NextDouble();
            world.Scheduler.After(begins, null, () => world.Weather.IsOut = true);
            world.Scheduler.After(begins + (AlertWorld.Overlap * (1 + random.NextDouble())), null, () => world.Weather.IsOut = false);
        }

        world.Scheduler.RunUntil(end);
        return Judge(world);
    }

    private static WorldReport Judge(AlertWorld world)
    {
        if (!world.Settle())
        {
            world.History.Violate("quiet", $"after hours something is still to be read or given: {world.Unsettled}");
        }

        world.History.CheckQuiet(world.Store.State, world.Portal.Now.Values);
        world.Probes.Hit("events", world.Store.State.Events.Count);
        world.Probes.Hit("detections", world.Store.State.Detections.Count);
        world.Probes.Hit("alerts", world.Portal.Now.Count);
        return new WorldReport(
            1, 0, world.Probes["versions"], world.History.Violations, world.Probes, world.Scheduler.Trace.Hash,
            [.. world.Scheduler.Trace.Tail]);
    }

    private static void Repeat(AlertWorld world, DateTimeOffset end, TimeSpan gap, Action act)
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
}
