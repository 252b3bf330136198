namespace IncidentSync.Simulator.Time;

/// <summary>What will happen by itself and when, on the simulator's clock. The host's loop lets it happen as time passes; a test steps
/// through it and never waits.</summary>
internal sealed class Agenda(SimulatorClock clock)
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Number)> _entries = new();
    private readonly Lock _gate = new();
    private readonly Lock _turn = new();
    private long _lastNumber;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>When the next thing is due; null when nothing is.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_gate)
            {
                return _entries.TryPeek(out _, out var due) ? due.At : null;
            }
        }
    }

    /// <summary>Things due at the same moment happen in the order in which they were added.</summary>
    public void Add(DateTimeOffset at, Action happening)
    {
        lock (_gate)
        {
            _entries.Enqueue(happening, (at, ++_lastNumber));
        }
    }

    public void After(TimeSpan delay, Action happening) => Add(Now + delay, happening);

    /// <summary>Jumps to the next thing and lets it happen.</summary>
    /// <returns>False when there is none.</returns>
    public bool Step() => Next is { } next && StepUntil(next);

    /// <summary>Lets everything due within <paramref name="time"/> happen, each at its moment, and leaves the clock at the end of
    /// it.</summary>
    public void RunFor(TimeSpan time)
    {
        var end = Now + time;
        while (StepUntil(end))
        {
        }

        JumpTo(end);
    }

    /// <summary>Lets happen what is due by now; what time has passed by happens late.</summary>
    public void RunDue()
    {
        while (Take(Now) is { } taken)
        {
            Let(taken.Happening);
        }
    }

    private bool StepUntil(DateTimeOffset end)
    {
        if (Take(end) is not { } taken)
        {
            return false;
        }

        JumpTo(taken.At);
        Let(taken.Happening);
        return true;
    }

    private (DateTimeOffset At, Action Happening)? Take(DateTimeOffset until)
    {
        lock (_gate)
        {
            if (!_entries.TryPeek(out var happening, out var due) || due.At > until)
            {
                return null;
            }

            _entries.Dequeue();
            return (due.At, happening);
        }
    }

    private void Let(Action happening)
    {
        lock (_turn)
        {
            happening();
        }
    }

    private void JumpTo(DateTimeOffset at)
    {
        var ahead = at - Now;
        if (ahead > TimeSpan.Zero)
        {
            clock.Advance(ahead);
        }
    }
}
