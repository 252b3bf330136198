using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Alerts;

/// <summary>Which faults a world of alerts has, and how often: each seed enables a random half of them at random rates.</summary>
internal sealed record AlertSwarm
{
    /// <summary>A call is answered 429, 503 or 403.</summary>
    public double CallFails { get; init; }

    /// <summary>A call is answered 500, or its answer is lost: it may have been too much.</summary>
    public double TooMuch { get; init; }

    /// <summary>A call takes long.</summary>
    public double SlowCalls { get; init; }

    /// <summary>A version shows late.</summary>
    public double ListLag { get; init; }

    /// <summary>An older replica of the portal answers.</summary>
    public double ReplicaLag { get; init; }

    /// <summary>The process dies at a scheduling point.</summary>
    public double Crash { get; init; }

    /// <summary>The process stands still for longer than its lease.</summary>
    public double Pause { get; init; }

    /// <summary>A transaction fails before, during or after its commit.</summary>
    public double StoreFails { get; init; }

    /// <summary>A consumer takes nothing, or what it took is not answered.</summary>
    public double SendFails { get; init; }

    /// <summary>The portal answers nothing for longer than the overlap.</summary>
    public bool Outage { get; init; }

    /// <summary>Some alerts cannot be read for a while.</summary>
    public bool Unreadable { get; init; }

    /// <summary>More than a thousand alerts come at once.</summary>
    public bool Burst { get; init; }

    /// <summary>The database's clock steps back and forth, as after a failover.</summary>
    public bool ClockSteps { get; init; }

    /// <summary>The portal gives up on pages with more rows.</summary>
    public int MostRows { get; init; } = 1_000;

    /// <summary>Changes within this time carry one stamp.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromTicks(1);

    /// <summary>How far the portal's clock is ahead.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>Alerts that are there before the first start.</summary>
    public int Old { get; init; } = 40;

    /// <summary>So coarse are the stamps of those: many carry one.</summary>
    public TimeSpan OldTick { get; init; } = TimeSpan.FromTicks(1);

    /// <summary>The mean time between two changes.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromSeconds(2);

    public static AlertSwarm Draw(Random random)
    {
        return new()
        {
            CallFails = random.Rate(0.2),
            TooMuch = random.Rate(0.2),
            SlowCalls = random.Rate(0.2),
            ListLag = random.Rate(0.5),
            ReplicaLag = random.Rate(0.5),
            Crash = random.Rate(0.01),
            Pause = random.Rate(0.003),
            StoreFails = random.Rate(0.02),
            SendFails = random.Rate(0.2),
            Outage = random.Next(4) == 0,
            Unreadable = random.Next(3) == 0,
            Burst = random.Next(20) == 0,
            ClockSteps = random.Next(4) == 0,
            MostRows = OneOf(1, 2, 3, 5, 10, 25, 1_000, 1_000),
            Tick = TimeSpan.FromMilliseconds(OneOf(0.0001, 1, 1_000, 10_000)),
            Skew = TimeSpan.FromSeconds(OneOf(0, 0, -4, 4)),
            Old = OneOf(0, 3, 40, 130),
            OldTick = OneOf(TimeSpan.FromTicks(1), TimeSpan.FromHours(1)),
            Gap = TimeSpan.FromSeconds(OneOf(1, 4, 20)),
        };

        T OneOf<T>(params IReadOnlyList<T> values) => values[random.Next(values.Count)];
    }
}
