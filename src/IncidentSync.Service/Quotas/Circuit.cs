using IncidentSync.Core.Values;

namespace IncidentSync.Service.Quotas;

/// <summary>
/// Decides whether to call a portal. After several failures in a row only single probes call it, at a growing interval, so that an outage
/// of hours costs one call a minute, however many links wait. One forbidden incident says nothing of the others.
/// </summary>
/// <remarks>
/// <code>
/// | a call                       | the circuit is closed                                | it is open                                     |
/// |------------------------------|------------------------------------------------------|------------------------------------------------|
/// | was let in                   | the counts begin anew                                | it closes                                      |
/// | failed                       | the fifth in a row opens it                          | probe: the next after twice as long;           |
/// |                              |                                                      | begun before it opened: nothing                |
/// | was refused for its caller   | the second in a row opens it                         | the same                                       |
/// | was refused for its resource | the third that is new, refused alike with none let   | new, writes: the next probe after a second;    |
/// |                              | in between, opens a circuit of writes                | else the same                                  |
/// | was given up                 | nothing                                              | the next call is a probe                       |
/// </code>
/// A resource is new until it is refused, and again once it is let in. A refused resource leaves the probe to others for a minute: one of
/// them may show that the refusal concerned only the refused ones, and each costs one call.
/// </remarks>
/// <param name="time">The clock.</param>
/// <param name="mostRefused">This many resources in a row, refused alike, open it; null: refusals never do.</param>
/// <param name="mostFailures">This many failures in a row open it.</param>
internal sealed class Circuit(TimeProvider time, int? mostRefused = null, int mostFailures = Circuit.MostFailures)
{
    /// <summary>The failures in a row that open it, where nothing else is said.</summary>
    public const int MostFailures = 5;

    // The first refusal may be due to a token that has just expired: the next call uses a new one.
    private const int MostDenials = 2;

    private static readonly Backoff Rests = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    private readonly Lock _gate = new();
    private readonly HashSet<string> _refused = [];
    private int _failures;
    private (string Reason, int Count) _alike = ("", 0);
    private int _failedProbes;
    private bool _probing;
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

    /// <summary>How long calls about a resource must wait; null when one may be made. Reserves nothing.</summary>
    /// <param name="resource">What the call is about; null when that is the whole portal.</param>
    public TimeSpan? WaitFor(string? resource)
    {
        lock (_gate)
        {
            return WaitNow(resource);
        }
    }

    /// <summary>Lets a call through, as a probe when the circuit is open; false when none may be made.</summary>
    /// <param name="resource">What the call is about; null when that is the whole portal.</param>
    public bool TryEnter(string? resource)
    {
        lock (_gate)
        {
            if (WaitNow(resource) is not null)
            {
                return false;
            }

            _probing = _open is not null;
            return true;
        }
    }

    /// <summary>The call was let in; true when this closed the circuit.</summary>
    /// <param name="resource">What the call was about.</param>
    public bool Succeed(string? resource)
    {
        lock (_gate)
        {
            var wasOpen = _open is not null;
            (_open, _failures, _alike, _failedProbes, _probing) = (null, 0, ("", 0), 0, false);
            if (resource is not null)
            {
                _refused.Remove(resource);
            }

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
            return _open is not null
                ? ProbeFailed(reason, _failedProbes + 1)
                : ++_failures >= (denied ? MostDenials : mostFailures) && OpenNow(reason);
        }
    }

    /// <summary>The portal let us in, but not to this resource; true when this opened the circuit.</summary>
    /// <param name="resource">What the call was about.</param>
    /// <param name="reason">Why, without values.</param>
    public bool Refuse(string resource, string reason)
    {
        lock (_gate)
        {
            var isNew = _refused.Add(resource);
            if (_open is not null)
            {
                return ProbeFailed(reason, isNew && mostRefused is not null ? 0 : _failedProbes + 1);
            }

            if (isNew)
            {
                _alike = (reason, reason == _alike.Reason ? _alike.Count + 1 : 1);
            }

            return isNew && _alike.Count >= mostRefused && OpenNow(reason);
        }
    }

    /// <summary>The call was given up, so its result counts for nothing.</summary>
    public void GiveUp()
    {
        lock (_gate)
        {
            _probing = false;
        }
    }

    private bool OpenNow(string reason)
    {
        var now = time.GetUtcNow();
        _open = new State(reason, now, now + Rests.After(0));
        return true;
    }

    private bool ProbeFailed(string reason, int failedProbes)
    {
        if (_probing)
        {
            (_failedProbes, _probing) = (failedProbes, false);
            _open = _open! with { Reason = reason, ProbeAt = time.GetUtcNow() + Rests.After(failedProbes) };
        }

        return false;
    }

    private TimeSpan? WaitNow(string? resource)
    {
        if (_open is not { } open)
        {
            return null;
        }

        var wait = open.ProbeAt - time.GetUtcNow();
        if (wait <= TimeSpan.Zero && _probing)
        {
            return Rests.After(_failedProbes);
        }

        // If no other call comes, a refused resource must probe in the end.
        wait += resource is not null && _refused.Contains(resource) ? Rests.Longest : TimeSpan.Zero;
        return wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>An open circuit.</summary>
    /// <param name="Reason">Why, without values.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="ProbeAt">When the next probe is due.</param>
    internal sealed record State(string Reason, DateTimeOffset Since, DateTimeOffset ProbeAt);
}
