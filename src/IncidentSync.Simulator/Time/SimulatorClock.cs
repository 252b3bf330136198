namespace IncidentSync.Simulator.Time;

/// <summary>The time the portals live in. It starts at the real now and runs <see cref="Speed"/> times as fast; stamps and the portals' own
/// delays use it, while budgets, Retry-After and token lifetimes stay on real time.</summary>
internal sealed class SimulatorClock : TimeProvider
{
    private readonly TimeProvider _real;
    private readonly Lock _gate = new();
    private DateTimeOffset _realOrigin;
    private DateTimeOffset _simulatedOrigin;
    private double _speed;

    public SimulatorClock(double speed = 1, TimeProvider? real = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        _real = real ?? System;
        _speed = speed;
        _realOrigin = _simulatedOrigin = _real.GetUtcNow();
    }

    public TimeProvider Real => _real;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that are already running keep the speed they were made with.</summary>
    public double Speed
    {
        get
        {
            lock (_gate)
            {
                return _speed;
            }
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            lock (_gate)
            {
                Rebase(TimeSpan.Zero);
                _speed = value;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _simulatedOrigin + (_real.GetUtcNow() - _realOrigin) * _speed;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _real.CreateTimer(callback, state, ToReal(dueTime), ToReal(period));

    /// <summary>Jumps ahead. Timers do not notice; everything that compares stamps does.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_gate)
        {
            Rebase(by);
        }
    }

    private void Rebase(TimeSpan by)
    {
        var now = _real.GetUtcNow();
        _simulatedOrigin += (now - _realOrigin) * _speed + by;
        _realOrigin = now;
    }

    private TimeSpan ToReal(TimeSpan simulated) => simulated <= TimeSpan.Zero ? simulated : simulated / Speed;
}
