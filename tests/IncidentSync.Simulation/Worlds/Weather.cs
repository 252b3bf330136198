using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulation.Scheduling;

namespace IncidentSync.Simulation.Worlds;

/// <summary>What goes wrong with a call, drawn at the rates of a swarm. After the weather cleared nothing does.</summary>
internal sealed class Weather(Scheduler scheduler, Swarm swarm, Profile profile, Probes probes)
{
    public bool IsClear { get; set; }

    public bool Strikes(double rate) => !IsClear && rate > 0 && scheduler.Random.NextDouble() < rate;

    public TimeSpan UpTo(TimeSpan most) => most * scheduler.Random.NextDouble();

    public TimeSpan ListLag() => Strikes(swarm.ListLag) ? Count("a change showed late in a list", UpTo(profile.Overlap)) : TimeSpan.Zero;

    public InMemoryPortalFault? Draw(InMemoryPortalCall call) => Drawn(call) is { } fault ? Count(call, fault) : null;

    private InMemoryPortalFault? Drawn(InMemoryPortalCall call) => call switch
    {
        { Writes: false } when Strikes(swarm.ReadFails) => Later(),
        { Operation: InMemoryPortalOperation.Get or InMemoryPortalOperation.Comments } when Strikes(swarm.StaleRead) =>
            new InMemoryPortalFault.Lagging(UpTo(profile.Overlap)),
        { Writes: false } => null,
        _ when Strikes(swarm.WriteFails) => Later(),
        _ when Strikes(swarm.AnswerLost) => new InMemoryPortalFault.AnswerLost(),
        _ when Strikes(swarm.NeverArrived) => new InMemoryPortalFault.Refused(new Failure.Unknown("the connection broke")),
        _ when Strikes(swarm.AppliedLate) => new InMemoryPortalFault.AppliedLate(UpTo(profile.LateApply)),
        { Portal: Portal.Defender, Operation: InMemoryPortalOperation.Write } when Strikes(swarm.OldAnswer) =>
            new InMemoryPortalFault.AnswersPrevious(),
        _ => null,
    };

    private InMemoryPortalFault Later() => new InMemoryPortalFault.Refused(scheduler.Random.Next(3) switch
    {
        0 => new Failure.RetryLater(TimeSpan.FromMilliseconds(scheduler.Random.Next(100, 30_000)), "HTTP 429"),
        1 => new Failure.RetryLater(null, "HTTP 429"),
        _ => new Failure.RetryLater(null, "HTTP 503"),
    });

    private InMemoryPortalFault Count(InMemoryPortalCall call, InMemoryPortalFault fault) => Count(
        fault switch
        {
            InMemoryPortalFault.Refused { Failure: Failure.RetryLater { After: not null } } => "429 with Retry-After",
            InMemoryPortalFault.Refused { Failure: Failure.RetryLater } => "429 or 5xx without Retry-After",
            InMemoryPortalFault.Refused => "a write never arrived",
            InMemoryPortalFault.AppliedLate => "a write took effect late",
            InMemoryPortalFault.AnswerLost => "an answer was lost",
            InMemoryPortalFault.Lagging => $"a stale {call.Operation}",
            _ => "a PATCH was answered with the version before it",
        },
        fault);

    private T Count<T>(string what, T value)
    {
        probes.Hit("faults");
        probes.Hit(what);
        return value;
    }
}
