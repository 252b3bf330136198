namespace IncidentSync.Service.Quotas;

/// <summary>
/// How many calls of one kind a portal leaves to this process. The number in an answer holds for the moment its call was sent: calls sent
/// later reduce it, and calls that have left the window since increase it again.
/// </summary>
/// <param name="window">The window that is counted.</param>
/// <param name="time">The clock.</param>
internal sealed class LeftOver(TimeSpan window, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Call> _sent = [];
    private Word? _word;

    /// <summary>How many are left now; null when the portal gave no number within the window.</summary>
    public int? Now
    {
        get
        {
            lock (_gate)
            {
                return LeftNow();
            }
        }
    }

    /// <summary>How many are left for a call, which counts as sent from here on.</summary>
    public int? Take(long number)
    {
        lock (_gate)
        {
            var left = LeftNow();
            _sent.Add(new Call(number, time.GetTimestamp()));
            return left;
        }
    }

    /// <summary>The call was not sent after all.</summary>
    public void GiveBack(long number)
    {
        lock (_gate)
        {
            if (_sent.FindLastIndex(call => call.Number == number) is var index and >= 0)
            {
                _sent.RemoveAt(index);
            }
        }
    }

    /// <summary>
    /// The answer to a call says how many are left. It is old if the call was sent before the one of the last answer, or before the window.
    /// </summary>
    public void Hear(long number, int left)
    {
        lock (_gate)
        {
            Trim();
            var index = _sent.FindLastIndex(call => call.Number == number);
            if (index >= 0 && (_word is null || _sent[index].At >= _word.SentAt))
            {
                _word = new Word(left + index + 1, _sent[index].At);
            }
        }
    }

    /// <summary>Drops the number that the portal gave.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _word = null;
        }
    }

    private int? LeftNow()
    {
        Trim();
        return _word is { } word && time.GetElapsedTime(word.SentAt) < window ? Math.Max(0, word.Fits - _sent.Count) : null;
    }

    private void Trim() => _sent.RemoveAll(call => time.GetElapsedTime(call.At) >= window);

    private sealed record Call(long Number, long At);

    /// <param name="Fits">How many of our calls fit into a window beside those of others.</param>
    /// <param name="SentAt">When the call was sent whose answer gave the number.</param>
    private sealed record Word(int Fits, long SentAt);
}
