using IncidentSync.Connectors;
using IncidentSync.Service.Alerts;
using IncidentSync.Simulation.Scheduling;
using IncidentSync.Simulation.Worlds;

namespace IncidentSync.Simulation.Alerts;

/// <summary>
/// A tenant with alerts, one log, two replicas of the real feed with a consumer each, two clients, and everything that may go wrong
/// between them, decided by one seed.
/// </summary>
internal sealed class AlertWorld
{
    public static readonly TimeSpan Active = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);
    public static readonly TimeSpan Latency = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestPoint = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan HiddenInterval = TimeSpan.FromMinutes(70);

    /// <summary>A healthy portal answers pages of any size. One that answers two rows at most does not keep up with hot worlds.</summary>
    private const int Healthy = 1_000;

    private static readonly AlertTiming Timing = new(
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), Overlap, TimeSpan.FromDays(1), TimeSpan.FromDays(30));

    private readonly AlertCrew _crew;

    public AlertWorld(int seed, AlertSwarm? swarm = null, AlertMutant? mutant = null)
    {
        var wrong = mutant ?? AlertMutant.None;
        Scheduler = new Scheduler(seed);
        Swarm = swarm ?? AlertSwarm.Draw(Scheduler.Random);
        Weather = new AlertWeather(Scheduler, Swarm, Probes);
        History = new AlertHistory(Scheduler, Probes);
        Clock = new SteppingClock(Scheduler.Time);
        Portal = new InMemoryAlertPortal(Scheduler.Time)
        {
            MostRows = Swarm.MostRows, Tick = Swarm.Tick, Skew = Swarm.Skew, Meet = MeetAsync, Answered = ReturnAsync,
            Lag = Weather.ReplicaLag,
        };
        Store = new InMemoryAlertStore(Clock)
        {
            Pause = _ => PointAsync(), At = FailStore, Moved = History.Stored, Answered = History.Answered,
        };
        wrong.Store(Store);
        Source = new AlertSource("tenant/app/graph", wrong.Portal(Portal), ["contoso"], wrong.Timing(Timing));
        _crew = new AlertCrew(this, wrong);
    }

    public Scheduler Scheduler { get; }

    public AlertSwarm Swarm { get; }

    public AlertWeather Weather { get; }

    public AlertHistory History { get; }

    public Probes Probes { get; } = new();

    public InMemoryAlertPortal Portal { get; }

    /// <summary>The database's clock.</summary>
    public SteppingClock Clock { get; }

    public InMemoryAlertStore Store { get; }

    public AlertSource Source { get; }

    public void Start() => _crew.Start();

    public Guid NewGuid()
    {
        var bytes = new byte[16];
        Scheduler.Random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>Whatever waits at a seam comes by here: another may run first, and the process may die or stand still.</summary>
    public Task PointAsync()
    {
        if (Scheduler.Current is not { } process)
        {
            return Task.CompletedTask;
        }

        Probes.Hit("scheduling points");
        if (Weather.Strikes(Swarm.Crash))
        {
            _crew.Kill(process);
        }
        else if (Weather.Strikes(Swarm.Pause))
        {
            process.Pause(Scheduler.Now + (Timing.Lease * (1 + (2 * Scheduler.Random.NextDouble()))));
            Probes.Hit("a replica stood still for longer than its lease");
        }

        return Scheduler.DelayAsync(Weather.UpTo(LongestPoint));
    }

    /// <summary>Faults end, and everything is read and given; false when it is not after hours.</summary>
    public bool Settle()
    {
        Weather.IsClear = true;
        Portal.Unreadable.Clear();
        Portal.MostRows = Healthy;
        Clock.Offset = TimeSpan.Zero;
        for (var round = 0; round < 8; round++)
        {
            Scheduler.RunUntil(Scheduler.Now + (Store.State.Hidden.IsEmpty ? Overlap * 4 : HiddenInterval));
            if (Store.State is { Gaps.Count: 0, Hidden.IsEmpty: true } state && _crew.HasAll(state))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is left to be read.</summary>
    public string Unsettled => $"{Store.State.Gaps.Count} gaps and {Store.State.Hidden.Length} hidden ranges";

    private async Task<AlertOutcome?> MeetAsync(AlertRequest request)
    {
        await PointAsync();
        await Scheduler.DelayAsync(Weather.Latency(), onTheWire: true);
        var fault = Weather.Draw();
        Scheduler.Trace.Add(
            $"{Scheduler.Now:O} {Scheduler.Current} reads {request.Since} {request.Until} {request.Place?.Value} "
            + $"+{request.Passed} {request.Rows} {fault}");
        Probes.Hit("calls");
        return fault;
    }

    private Task ReturnAsync(AlertOutcome outcome)
    {
        if (outcome is AlertOutcome.Drifted)
        {
            Probes.Hit("a page moved");
        }

        return PointAsync();
    }

    private void FailStore(InMemorySyncStore.Moment moment)
    {
        if (Scheduler.Current is not null && Weather.Strikes(Swarm.StoreFails / 3))
        {
            Weather.Count($"a transaction failed ({moment})");
            throw new IOException("the database is away");
        }
    }
}
