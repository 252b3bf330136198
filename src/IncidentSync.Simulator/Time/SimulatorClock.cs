namespace IncidentSync.Simulator.Time;

/// <summary>The time the portals live in. It starts at the real now and runs <see cref="Speed"/> times as fast; stamps and the portals' own
/// delays use it, while budgets, Retry-After and token lifetimes stay on real time.</summary>
internal sealed class SimulatorClock : TimeProvider
{
    private readonly TimeProvider real;
    private readonly Lock gate = new();
    private DateTimeOffset realOrigin;
    private DateTimeOffset simulatedOrigin;
    private double speed;

    public SimulatorClock(double speed = 1, TimeProvider? real = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        this.real = real ?? System;
        this.speed = speed;
        realOrigin = simulatedOrigin = this.real.GetUtcNow();
    }

    public TimeProvider Real => real;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that are already running keep the speed they were made with.</summary>
    public double Speed
    {
        get
        {
            lock (gate)
            {
                return speed;
            }
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            lock (gate)
            {
                Rebase(TimeSpan.Zero);
                speed = value;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return simulatedOrigin + (real.GetUtcNow() - realOrigin) * speed;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, ToReal(dueTime), ToReal(period));

    /// <summary>Jumps ahead. Timers do not notice; everything that compares stamps does.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (gate)
        {
            Rebase(by);
        }
    }

    private void Rebase(TimeSpan by)
    {
        var now = real.GetUtcNow();
        simulatedOrigin += (now - realOrigin) * speed + by;
        realOrigin = now;
    }

    private TimeSpan ToReal(TimeSpan simulated) => simulated <= TimeSpan.Zero ? simulated : simulated / Speed;
}
