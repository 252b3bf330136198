namespace IncidentSync.Simulation.Scheduling;

/// <summary>The simulation's clock, and its timers.</summary>
internal sealed class VirtualTime(Scheduler scheduler) : TimeProvider
{
    public long Ticks { get; private set; } = ManualTime.Start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Ticks, TimeSpan.Zero);

    public override long GetTimestamp() => Ticks;

    public void MoveTo(long ticks) => Ticks = Math.Max(Ticks, ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(scheduler, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class VirtualTimer(Scheduler scheduler, Action fire) : ITimer
    {
        private readonly SimulatedProcess? _process = scheduler.Current;
        private int _setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var mine = ++_setting;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                scheduler.Timer(dueTime, _process, () => Fire(mine));
            }

            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(int mine)
        {
            if (mine == _setting)
            {
                fire();
            }
        }
    }
}
