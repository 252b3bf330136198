using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Simulation.Scheduling;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Alerts;

/// <summary>What goes wrong with the alert feed, drawn at the rates of a swarm. After the weather cleared nothing does.</summary>
internal sealed class AlertWeather(Scheduler scheduler, AlertSwarm swarm, Probes probes)
{
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    // A call that waits for its turn, or for an answer, as long as a call may.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(20);

    public bool IsClear { get; set; }

    /// <summary>The portal answers nothing.</summary>
    public bool IsOut { get; set; }

    public bool Strikes(double rate) => !IsClear && rate > 0 && scheduler.Random.NextDouble() < rate;

    public TimeSpan UpTo(TimeSpan most) => most * scheduler.Random.NextDouble();

    /// <summary>How late a version shows: with the lag of a replica and the coarseness of stamps never later than the overlap.</summary>
    public TimeSpan ListLag() => Strikes(swarm.ListLag) ? Lag("a version showed late") : TimeSpan.Zero;

    public TimeSpan ReplicaLag() => Strikes(swarm.ReplicaLag) ? Lag("an older replica answered") : TimeSpan.Zero;

    /// <summary>How long a call takes on its way there.</summary>
    public TimeSpan Latency()
    {
        if (!Strikes(swarm.SlowCalls))
        {
            return UpTo(AlertWorld.Latency);
        }

        Count("a call was slow");
        return UpTo(LongestCall);
    }

    public AlertOutcome? Draw()
    {
        if (!IsClear && IsOut)
        {
            Count("a call in an outage");
            return new AlertOutcome.Failed(new Failure.RetryLater(TimeSpan.FromSeconds(10), "HTTP 503"));
        }

        if (Strikes(swarm.CallFails))
        {
            return Count(scheduler.Random.Next(4) switch
            {
                0 => new AlertOutcome.Failed(new Failure.RetryLater(UpTo(LongestRetry), "HTTP 429")),
                1 => new AlertOutcome.Failed(new Failure.RetryLater(null, "HTTP 429")),
                2 => new AlertOutcome.Failed(new Failure.Denied("HTTP 403", "Forbidden", "")),
                _ => new AlertOutcome.Failed(new Failure.Unknown("the connection broke")),
            });
        }

        return Strikes(swarm.TooMuch) ? Count(new AlertOutcome.TooMuch(new Failure.RetryLater(null, "HTTP 500"))) : null;
    }

    public void Count(string what)
    {
        probes.Hit("faults");
        probes.Hit(what);
    }

    private AlertOutcome Count(AlertOutcome outcome)
    {
        Count(outcome is AlertOutcome.TooMuch ? "500 or a lost answer" : "429, 403 or a broken connection");
        return outcome;
    }

    // Half of it each where a world has both, and often exactly.
    private TimeSpan Lag(string what)
    {
        Count(what);
        var most = (AlertWorld.Overlap - swarm.Tick) / (swarm is { ListLag: > 0, ReplicaLag: > 0 } ? 2 : 1);
        return scheduler.Random.Next(4) == 0 ? most : UpTo(most);
    }
}
