namespace IncidentSync.Service.Writers;

/// <summary>
/// Until when a worker may send: a process that stood still may wake when another has its link, and nothing is sent so late that it could
/// still take effect then.
/// </summary>
/// <remarks>
/// A timer alone is not enough: it fires some time after its moment, and between a read and the write it guards the process may have stood
/// still for as long. So the clock is looked at before every write.
/// </remarks>
internal sealed class LeaseDeadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _granted;
    private readonly TimeSpan _lasts;
    private readonly CancellationTokenSource _over;

    /// <param name="time">The clock.</param>
    /// <param name="granted">When the lease was asked for, as its time stamp.</param>
    /// <param name="lasts">How long after that something may be sent.</param>
    public LeaseDeadline(TimeProvider time, long granted, TimeSpan lasts)
    {
        (_time, _granted, _lasts) = (time, granted, lasts);
        _over = new CancellationTokenSource(Left > TimeSpan.Zero ? Left : TimeSpan.Zero, time);
    }

    /// <summary>For a call that changes nothing.</summary>
    public CancellationToken ToRead => _over.Token;

    /// <summary>For a call that changes something: it is not begun when the time is over.</summary>
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

    /// <summary>Nothing more is to be sent.</summary>
    public bool IsOver => _over.IsCancellationRequested || Left <= TimeSpan.Zero;

    private TimeSpan Left => _lasts - _time.GetElapsedTime(_granted);

    /// <inheritdoc/>
    public void Dispose() => _over.Dispose();
}
