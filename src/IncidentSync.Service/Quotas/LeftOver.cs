namespace IncidentSync.Service.Quotas;

/// <summary>
/// How many calls of one meter a portal leaves to this process. What it said with an answer holds for the moment that call was sent: what
/// was sent later is no longer left, and what has left the window since is left again.
/// </summary>
/// <param name="window">The window that is counted.</param>
/// <param name="time">The clock.</param>
internal sealed class LeftOver(TimeSpan window, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Call> _sent = [];
    private Word? _word;

    /// <summary>What is left now; null when the portal did not say within a window.</summary>
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

    /// <summary>What is left for a call, which counts as sent from here on.</summary>
    public int? Take(long number)
    {
        lock (_gate)
        {
            var left = LeftNow();
            _sent.Add(new Call(number, time.GetTimestamp()));
            return left;
        }
    }

    /// <summary>The call is not sent after all.</summary>
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
    /// The answer to a call said what is left. It is old when the call was sent before the one that was heard of last, or the window.
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

    /// <summary>What the portal said holds no longer.</summary>
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

    /// <param name="Fits">So many calls of ours fit into a window, beside those of others.</param>
    /// <param name="SentAt">When the call was sent with whose answer it came.</param>
    private sealed record Word(int Fits, long SentAt);
}
