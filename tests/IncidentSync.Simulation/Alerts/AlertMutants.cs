using IncidentSync.Connectors;
using IncidentSync.Core.Values;
using IncidentSync.Service.Alerts;

namespace IncidentSync.Simulation.Alerts;

/// <summary>
/// Every wrong feed, log, consumer and answer that the checker must tell from the right one, and the worlds in which what it does wrong
/// matters; those without a swarm are found where everybody lives.
/// </summary>
internal static class AlertMutants
{
    private const int MostSeeds = 60;

    private static readonly AlertSwarm Dying = new()
    {
        Crash = 0.02, StoreFails = 0.1, MostRows = 5, Old = 130, Gap = TimeSpan.FromSeconds(20),
    };

    public static readonly IReadOnlyList<(AlertMutant Mutant, AlertSwarm? Swarm)> All =
    [
        (OfLog("the cursor moves before the alerts are stored", (log, commit) => MoveFirst(log, commit)), Dying),
        (OfPortal("a range is read without the ties at its end", request => request with { Until = request.Until?.Back(OneTick) }),
            new AlertSwarm { MostRows = 10, Old = 130, OldTick = TimeSpan.FromHours(1), Gap = TimeSpan.FromSeconds(20) }),
        (OfLog("what a window leapt over is forgotten", (log, commit) => log(commit with { Leapt = null })), null),
        (OfLog("a row that could not be read is not read again", (log, commit) => log(commit with { Hidden = null })),
            new AlertSwarm { Unreadable = true, Gap = TimeSpan.FromSeconds(20) }),
        (new AlertMutant("no overlap") { Timing = timing => timing with { Overlap = TimeSpan.Zero } }, null),
        (OfPortal("a page that moved is believed", request => request with { Place = Forget(request.Place) }), null),
        (new AlertMutant("an alert goes back to an older version")
        {
            Store = store => store.Remembered = known => known with { Updated = new Stamp(0) },
        }, null),
        (new AlertMutant("a stamp that moves alone is a change")
        {
            Store = store => store.Remembered = known => known with { Digest = "" },
        }, null),
        (new AlertMutant("a detection is made by every version")
        {
            Store = store => store.Remembered = known => known with { FullIds = [], NextPart = 0 },
        }, null),
        (new AlertMutant("stamps are taken before the lock")
        {
            Store = store => store.Numbers = (waiting, locked) => locked with { Answered = waiting.Answered, Now = waiting.Now },
        }, null),
        (new AlertMutant("an answer does not record its bound") { Store = store => store.Recorded = _ => 0 },
            new AlertSwarm { ClockSteps = true }),
        (new AlertMutant("a consumer's cursor moves before the events are sent") { MovesFirst = true }, null),
    ];

    private static TimeSpan OneTick => TimeSpan.FromTicks(1);

    public static AlertMutant Named(string name) => All.Single(one => one.Mutant.Name == name).Mutant;

    /// <summary>The first seed that goes wrong with this mutant, and what comes of it with another; null when none does.</summary>
    public static (int Seed, WorldLife Live)? Hunt(AlertMutant mutant)
    {
        var swarm = All.Single(one => one.Mutant == mutant).Swarm;
        return Enumerable.Range(1, MostSeeds)
            .Select(seed => ((int Seed, WorldLife Live)?)(seed, other => AlertLife.Live(new AlertWorld(seed, swarm, other))))
            .FirstOrDefault(run => run!.Value.Live(mutant).Violations.Count > 0);
    }

    private static AlertMutant OfLog(string name, Func<Func<AlertCommit, Task<int>>, AlertCommit, Task<int>> store) =>
        new(name) { Log = log => new Storing(log, store) };

    private static AlertMutant OfPortal(string name, Func<AlertRequest, AlertRequest> ask) =>
        new(name) { Portal = portal => new Asking(portal, ask) };

    // Nobody asks with which row a page begins.
    private static FeedContinuation? Forget(FeedContinuation? place) =>
        place is null ? null : new FeedContinuation(place.Value[..(place.Value.LastIndexOf('|') + 1)]);

    private static async Task<int> MoveFirst(Func<AlertCommit, Task<int>> log, AlertCommit commit)
    {
        await log(commit with { Alerts = [] });
        return await log(new AlertCommit(commit.SourceId, commit.Source, commit.Alerts) { Lease = commit.Lease });
    }

    /// <summary>A log that stores something else.</summary>
    private sealed class Storing(IAlertLog inner, Func<Func<AlertCommit, Task<int>>, AlertCommit, Task<int>> store) : IAlertLog
    {
        public Task<AlertPlace?> LeaseAsync(AlertSource source, CancellationToken cancellationToken) =>
            inner.LeaseAsync(source, cancellationToken);

        public Task LeaveAsync(AlertSource source) => inner.LeaveAsync(source);

        public Task<int> StoreAsync(AlertCommit commit, CancellationToken cancellationToken) =>
            store(one => inner.StoreAsync(one, cancellationToken), commit);
    }

    /// <summary>A portal that is asked for something else.</summary>
    private sealed class Asking(IAlertPortal inner, Func<AlertRequest, AlertRequest> ask) : IAlertPortal
    {
        public Task<AlertOutcome> ReadAlertsAsync(AlertRequest request, CancellationToken cancellationToken) =>
            inner.ReadAlertsAsync(ask(request), cancellationToken);
    }
}

/// <summary>Lives one world with another feed.</summary>
internal delegate Worlds.WorldReport WorldLife(AlertMutant mutant);
