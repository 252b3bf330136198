namespace IncidentSync.Simulation.Scheduling;

/// <summary>
/// One thread, virtual time, one seed: decides what runs next. Whatever waits at a seam waits here, so another task may run first, a fault
/// may strike, or the process it belongs to may die.
/// </summary>
internal sealed class Scheduler
{
    private readonly PriorityQueue<Wake, (long Due, long Place)> _waiting = new();
    private readonly OneThread _thread;
    private readonly VirtualTime _time;

    public Scheduler(int seed)
    {
        Random = new Random(seed);
        _time = new VirtualTime(this);
        _thread = new OneThread(this);
    }

    /// <summary>Decides everything that is not decided by the stages.</summary>
    public Random Random { get; }

    public TimeProvider Time => _time;

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Whose turn it is; null for the world's own doings.</summary>
    public SimulatedProcess? Current { get; private set; }

    public Trace Trace { get; } = new();

    /// <summary>The same turn goes on later, if its process still lives then.</summary>
    public Task DelayAsync(TimeSpan by, bool onTheWire = false)
    {
        var done = new TaskCompletionSource();
        Add(by, new Wake(Current, done.SetResult, onTheWire));
        return done.Task;
    }

    /// <summary>Something happens later: to a process, or (null) to the world.</summary>
    public void After(TimeSpan by, SimulatedProcess? process, Action action) => Add(by, new Wake(process, action, false));

    /// <summary>A timer of a process fires; when it was paused, before anything else it does.</summary>
    public void Timer(TimeSpan by, SimulatedProcess? process, Action action) => Add(by, new Wake(process, action, false), first: true);

    /// <summary>Runs what is due until then.</summary>
    public void RunUntil(DateTimeOffset end)
    {
        using var _ = _thread.Enter();
        while (_waiting.TryPeek(out var _, out var at) && at.Due <= end.UtcTicks)
        {
            Step();
        }

        _time.MoveTo(end.UtcTicks);
    }

    private void Step()
    {
        _waiting.TryDequeue(out var wake, out var at);
        _time.MoveTo(at.Due);
        if (wake.Process is { IsDead: true })
        {
            return;
        }

        if (wake is { Process: { } paused, OnTheWire: false } && paused.PausedUntil > Now)
        {
            _waiting.Enqueue(wake, (paused.PausedUntil.UtcTicks, at.Place));
            return;
        }

        Current = wake.Process;
        wake.Run();
        Current = null;
    }

    private void Add(TimeSpan by, Wake wake, bool first = false) =>
        _waiting.Enqueue(wake, (_time.Ticks + Math.Max(0, by.Ticks), first ? -1 : Random.NextInt64(long.MaxValue)));

    /// <param name="Process">To whom it happens.</param>
    /// <param name="Run">What happens.</param>
    /// <param name="OnTheWire">It happens although the process is paused: a request that was sent arrives.</param>
    private readonly record struct Wake(SimulatedProcess? Process, Action Run, bool OnTheWire);
}
