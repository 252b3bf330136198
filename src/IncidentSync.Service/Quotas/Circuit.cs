namespace IncidentSync.Service.Quotas;

/// <summary>
/// Whether a portal is worth calling. After several failures in a row nobody calls it but one probe at a growing interval, so that an
/// outage of hours costs a call a minute, whatever waits for it.
/// </summary>
/// <remarks>
/// <code>
/// | the circuit is | a call ended well  | it failed                                | it was given up         |
/// |----------------|--------------------|------------------------------------------|-------------------------|
/// | closed         | nothing            | counted; the fifth in a row opens it     | nothing                 |
/// |                |                    | (the second, when access was denied)     |                         |
/// | open           | closed             | probe: open for twice as long            | the next call is a probe|
/// |                |                    | begun before it opened: nothing          |                         |
/// </code>
/// </remarks>
internal sealed class Circuit(TimeProvider time)
{
    public static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private const int MostFailures = 5;

    // The first refusal may be a token that has just ceased to hold: the next call is made with a new one.
    private const int MostDenials = 2;

    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private int _failures;
    private bool _probing;
    private TimeSpan _rest = FirstRest;
    private State? _open;

    /// <summary>Null while it is closed.</summary>
    public State? Open
    {
        get
        {
            lock (_gate)
            {
                return _open;
            }
        }
    }

    /// <summary>How long no call is made; null when one may be. Takes no place in the queue.</summary>
    public TimeSpan? Wait
    {
        get
        {
            lock (_gate)
            {
                return WaitNow();
            }
        }
    }

    /// <summary>Lets a call through, as a probe when the circuit is open; false when none may be made.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (WaitNow() is not null)
            {
                return false;
            }

            _probing = _open is not null;
            return true;
        }
    }

    /// <summary>The call ended well; true when this closed the circuit.</summary>
    public bool Succeed()
    {
        lock (_gate)
        {
            var wasOpen = _open is not null;
            (_open, _failures, _probing, _rest) = (null, 0, false, FirstRest);
            return wasOpen;
        }
    }

    /// <summary>The call failed; true when this opened the circuit.</summary>
    /// <param name="reason">Why, without values.</param>
    /// <param name="denied">The portal did not let us in.</param>
    public bool Fail(string reason, bool denied)
    {
        lock (_gate)
        {
            if (_open is { } open)
            {
                if (_probing)
                {
                    _rest = TimeSpan.FromTicks(Math.Min(LongestRest.Ticks, _rest.Ticks * 2));
                    _open = open with { Reason = reason, ProbeAt = time.GetUtcNow() + _rest };
                    _probing = false;
                }

                return false;
            }

            if (++_failures < (denied ? MostDenials : MostFailures))
            {
                return false;
            }

            var now = time.GetUtcNow();
            _open = new State(reason, now, now + _rest);
            return true;
        }
    }

    /// <summary>The call was given up and tells nothing.</summary>
    public void GiveUp()
    {
        lock (_gate)
        {
            _probing = false;
        }
    }

    private TimeSpan? WaitNow()
    {
        if (_open is not { } open)
        {
            return null;
        }

        var wait = open.ProbeAt - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : _probing ? _rest : null;
    }

    /// <summary>An open circuit.</summary>
    /// <param name="Reason">Why, without values.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="ProbeAt">When the portal is asked again.</param>
    internal sealed record State(string Reason, DateTimeOffset Since, DateTimeOffset ProbeAt);
}
