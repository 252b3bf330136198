namespace IncidentSync.Simulation.Scheduling;

/// <summary>
/// The context the stages run in. What is posted waits its turn at the scheduler; what comes from another thread is a bug of a stage.
/// </summary>
internal sealed class OneThread(Scheduler scheduler) : SynchronizationContext
{
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("A stage left the simulation's thread.");
        }

        scheduler.After(TimeSpan.Zero, scheduler.Current, () => d(state));
    }

    /// <summary>Until the answer is disposed this thread is the simulation's.</summary>
    public IDisposable Enter()
    {
        var before = Current;
        SetSynchronizationContext(this);
        return new Left(before);
    }

    private sealed class Left(SynchronizationContext? before) : IDisposable
    {
        public void Dispose() => SetSynchronizationContext(before);
    }
}
