using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using Npgsql;

namespace IncidentSync.Service.Quotas;

/// <summary>
/// Every call to one portal of one connection passes this gate. A call that must wait gets a turn: the stages store it as a rest and go on
/// with other links; only a feed waits here.
/// </summary>
/// <remarks>
/// <code>
/// | asked in this order                         | else                                                                   |
/// |---------------------------------------------|------------------------------------------------------------------------|
/// | the circuit is closed, or this is its probe | a turn when the next probe is due; no write probes a portal that       |
/// |                                             | cannot be read; a refused resource leaves the probe to others          |
/// | calls under way return                      | a turn soon: a portal that hangs holds only a few workers              |
/// | the quota has a call                       | the turn that the quota gives; a feed waits for it here, unless the   |
/// |                                             | portal asked for a pause                                               |
///
/// | the answer                                  | tells the circuit of reads or of writes                                |
/// |---------------------------------------------|------------------------------------------------------------------------|
/// | none asked for, 429                         | that the call was given up                                             |
/// | 403, of one incident                        | that it was refused for its resource                                   |
/// | 403 of the list, 401, no token              | that it was refused for its caller                                     |
/// | no connection, no answer, 5xx               | that it failed                                                         |
/// | any other                                   | that it was let in                                                     |
/// </code>
/// </remarks>
internal sealed class CallGate(
    string connection,
    Portal portal,
    IReadOnlyDictionary<QuotaKind, string> keys,
    PublishedQuotas quotas,
    QuotaStore store,
    TimeProvider time,
    Random random,
    ILogger<CallGate> log,
    int mostFailures = Circuit.MostFailures) : ICallGate
{
    /// <summary>The most calls under way when none has returned for a while.</summary>
    private const int MostStuck = 4;

    /// <summary>After this many incidents refused alike, the app probably may write none.</summary>
    private const int MostRefused = 3;

    private const int Forbidden = 403;

    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LeastSpread = TimeSpan.FromSeconds(1);

    private readonly Circuit _reads = new(time, mostFailures: mostFailures);
    private readonly Circuit _writes = new(time, MostRefused);
    private readonly Dictionary<QuotaKind, LeftOver> _left =
        keys.Keys.ToDictionary(kind => kind, kind => new LeftOver(quotas[kind].Window, time));

    private readonly Lock _chance = new();
    private int _underWay;
    private long _lastReturn = time.GetTimestamp();

    /// <summary>The quotas of this portal, and what each allows.</summary>
    public IEnumerable<(QuotaKind Kind, string Key, Quota Quota)> Quotas => keys.Select(pair => (pair.Key, pair.Value, quotas[pair.Key]));

    /// <summary>How many calls of a kind may be made now.</summary>
    public int LeftOf(QuotaKind kind, QuotaUse used) => used.LeftOf(quotas[kind], _left[kind].Now);

    /// <summary>Null while reads go through.</summary>
    public Circuit.State? ReadsOpen => _reads.Open;

    /// <summary>Null while writes go through.</summary>
    public Circuit.State? WritesOpen => _reads.Open ?? _writes.Open;

    public async Task<Failure.RetryLater?> EnterAsync(PortalCall call, CancellationToken cancellationToken)
    {
        if (Closed(call) is { } closed)
        {
            return closed;
        }

        if (!call.IsFeed && _underWay >= MostStuck && time.GetElapsedTime(_lastReturn) > StuckAfter)
        {
            return Later(Spread(StuckAfter), $"{portal} is slow to answer");
        }

        if (await TakeAsync(call, cancellationToken) is { } refused)
        {
            return refused;
        }

        if (!CircuitOf(call).TryEnter(call.Resource))
        {
            return Closed(call) ?? Later(Spread(LeastSpread), $"a probe of {portal} is under way");
        }

        if (Interlocked.Increment(ref _underWay) == 1)
        {
            _lastReturn = time.GetTimestamp();
        }

        return null;
    }

    public async Task LeaveAsync(PortalCall call, CallReport report)
    {
        Interlocked.Decrement(ref _underWay);
        _lastReturn = time.GetTimestamp();
        Settle(CircuitOf(call), call, report);
        Hear(call, report);
        if (report.Limits.IsThrottled || report.Limits.RetryAfter is not null)
        {
            await BlockAsync(call.Quota, report.Limits);
        }
    }

    private static Failure.RetryLater Later(TimeSpan after, string reason) => new(after, reason) { IsTurn = true };

    private Circuit CircuitOf(PortalCall call) => call.IsWrite ? _writes : _reads;

    private Failure.RetryLater? Closed(PortalCall call)
    {
        var wait = _reads.WaitFor(call.Resource) ?? (call.IsWrite ? _writes.WaitFor(call.Resource) : null);
        if (wait is null && call.IsWrite && _reads.Open is not null)
        {
            wait = LeastSpread;
        }

        return wait is { } rest && (_reads.Open ?? (call.IsWrite ? _writes.Open : null)) is { } open
            ? Later(call.IsFeed ? rest : Spread(rest), open.Reason)
            : null;
    }

    private async Task<Failure.RetryLater?> TakeAsync(PortalCall call, CancellationToken cancellationToken)
    {
        var (quota, left) = (quotas[call.Quota], _left[call.Quota]);
        while (quota.Calls > 0)
        {
            var (turn, isTaken) = ((QuotaWait?)null, false);
            try
            {
                turn = await store.TakeAsync(keys[call.Quota], quota, call.Yields, left.Take(call.Number), cancellationToken);
                isTaken = turn is null;
            }
            catch (NpgsqlException e)
            {
                log.QuotaBroke(e, connection, portal);
                return new Failure.RetryLater(null, "the database with the quotas does not answer");
            }
            finally
            {
                if (!isTaken)
                {
                    left.GiveBack(call.Number);
                }
            }

            if (turn is null)
            {
                return null;
            }

            if (!call.IsFeed || turn.IsBlocked)
            {
                var why = turn.IsBlocked ? $"{portal} throttles the calls" : $"the quota of {call.Quota} is used up";
                return Later(turn.After, why);
            }

            await Task.Delay(turn.After, time, cancellationToken);
        }

        return null;
    }

    private void Settle(Circuit circuit, PortalCall call, CallReport report)
    {
        var what = call.IsWrite ? "writing" : "reading";
        if (ReferenceEquals(report, CallReport.GivenUp) || report.Limits.IsThrottled)
        {
            circuit.GiveUp();
        }
        else if (report.Failure is Failure.Denied or Failure.RetryLater or Failure.Unknown)
        {
            var (reason, denied) = (report.Failure.Summary, report.Failure is Failure.Denied);
            var opened = denied && report.Status == Forbidden && call.Resource is { } resource
                ? circuit.Refuse(resource, reason)
                : circuit.Fail(reason, denied);
            if (opened)
            {
                log.CircuitOpened(connection, portal, what, reason);
            }
        }
        else if (circuit.Succeed(call.Resource))
        {
            log.CircuitClosed(connection, portal, what);
        }
    }

    private void Hear(PortalCall call, CallReport report)
    {
        var (quota, left, said) = (quotas[call.Quota], _left[call.Quota], report.Limits);
        int? remaining = said.Remaining ?? (said.UsedShare is { } used ? (int)Math.Max(0, (1 - used) * quota.Calls) : null);
        if (remaining is { } number && !said.IsThrottled)
        {
            left.Hear(call.Number, number);
        }
        else if (report.Failure is null || said.IsThrottled)
        {
            // A refusal itself says how long no calls are left.
            left.Forget();
        }
    }

    private async Task BlockAsync(QuotaKind kind, QuotaSigns said)
    {
        // Graph counts its lists together with the other calls; a Retry-After with another status concerns one service only.
        var together = kind is QuotaKind.GraphLists or QuotaKind.GraphCalls && said.IsThrottled;
        QuotaKind[] blocked = together ? [QuotaKind.GraphLists, QuotaKind.GraphCalls] : [kind];
        log.Throttled(connection, portal, kind, said.RetryAfter?.TotalSeconds);
        try
        {
            foreach (var counted in blocked)
            {
                await store.BlockAsync(keys[counted], said.RetryAfter, Chance(), CancellationToken.None);
            }
        }
        catch (NpgsqlException e)
        {
            // This must not lose the answer of the call; without the database no further call is made anyway.
            log.QuotaBroke(e, connection, portal);
        }
    }

    // Spreads the calls that wait for the same event.
    private TimeSpan Spread(TimeSpan wait) => wait + (Chance() * (wait > LeastSpread ? wait : LeastSpread));

    private double Chance()
    {
        lock (_chance)
        {
            return random.NextDouble();
        }
    }
}
