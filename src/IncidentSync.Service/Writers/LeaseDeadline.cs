namespace IncidentSync.Service.Writers;

/// <summary>
/// Until when a worker may send. A process that stood still may wake when another worker has its link, so no call begins so late that it
/// could still take effect then.
/// </summary>
/// <remarks>
/// A timer alone is not enough: it may fire late, and the process may have stood still between a read and the write that the read guards.
/// So the deadline checks the clock before every write.
/// </remarks>
internal sealed class LeaseDeadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _granted;
    private readonly TimeSpan _lasts;
    private readonly CancellationTokenSource _over;

    /// <param name="time">The clock.</param>
    /// <param name="granted">The time stamp at which the worker asked for the lease.</param>
    /// <param name="lasts">How long after that the worker may send.</param>
    public LeaseDeadline(TimeProvider time, long granted, TimeSpan lasts)
    {
        (_time, _granted, _lasts) = (time, granted, lasts);
        _over = new CancellationTokenSource(Left > TimeSpan.Zero ? Left : TimeSpan.Zero, time);
    }

    /// <summary>For a call that changes nothing.</summary>
    public CancellationToken ToRead => _over.Token;

    /// <summary>For a call that changes something: it does not begin after the deadline.</summary>
    public CancellationToken ToWrite
    {
        get
        {
            if (IsOver)
            {
                throw new OperationCanceledException("The lease is over.");
            }

            return _over.Token;
        }
    }

    /// <summary>The worker may send nothing more.</summary>
    public bool IsOver => _over.IsCancellationRequested || Left <= TimeSpan.Zero;

    private TimeSpan Left => _lasts - _time.GetElapsedTime(_granted);

    /// <inheritdoc/>
    public void Dispose() => _over.Dispose();
}
