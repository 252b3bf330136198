using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulation.Checking;
using IncidentSync.Simulation.Mutants;
using IncidentSync.Simulation.Scheduling;
using IncidentSync.Testing;

namespace IncidentSync.Simulation.Worlds;

/// <summary>
/// Two portals, one store, some replicas of the real stages, and everything that may go wrong between them, decided by one seed.
/// </summary>
internal sealed class World
{
    private const int MostConflicts = 4;

    private static readonly TimeSpan LongestPoint = TimeSpan.FromMilliseconds(20);

    private readonly Profile _profile;
    private readonly Swarm _swarm;
    private readonly Dictionary<IncidentId, LinkId> _links = [];
    private readonly Crew _crew;
    private readonly Dictionary<(IncidentId Id, string Version), int> _conflicts = [];

    public World(int seed, Profile profile, Swarm? swarm = null, Mutant? mutant = null)
    {
        _profile = profile;
        Scheduler = new Scheduler(seed);
        _swarm = swarm ?? Swarm.Draw(Scheduler.Random, profile);
        Weather = new Weather(Scheduler, _swarm, profile, Probes);
        History = new History(Scheduler);
        Defender = new InMemoryPortalDefender(Scheduler.Time);
        Sentinel = new InMemoryPortalSentinel(Scheduler.Time, Scheduler.Random) { PageSize = Scheduler.Random.Next(2, 6) };
        Store = new InMemorySyncStore(Scheduler.Time) { Committed = Scheduler.Trace.Add, Pause = _ =>
            PointAsync(), At = FailStore, Moved = StoreMoved };
        _crew = new Crew(this, mutant ?? Mutant.None);
        foreach (var portal in new InMemoryPortal[] { Defender, Sentinel })
        {
            portal.OnCall = MeetAsync;
            portal.OnAnswer = _ => PointAsync();
            portal.ListLag = Weather.ListLag;
            portal.Normalise = _swarm.Normalises ? Normalisation.Of(portal.Portal) : _ => { };
            portal.Saved = Saved;
        }
    }

    public Scheduler Scheduler { get; }

    public Weather Weather { get; }

    public History History { get; }

    public Probes Probes { get; } = new();

    public InMemoryPortalDefender Defender { get; }

    public InMemoryPortalSentinel Sentinel { get; }

    public InMemorySyncStore Store { get; }

    public Swarm Swarm => _swarm;

    public Profile Profile => _profile;

    /// <summary>Who edits a portal when it is not the engine.</summary>
    public Author Editor { get; set; } = Author.Person;

    /// <summary>Told of every scheduling point of a replica; true kills it there.</summary>
    public Func<bool> DiesHere { get; set; } = () => false;

    /// <summary>Asked of every write that arrives: it takes effect late, and its answer is lost.</summary>
    public Func<bool> AppliesLate { get; set; } = () => false;

    /// <summary>Told of every call; what goes wrong with it beside the weather.</summary>
    public Func<InMemoryPortalCall, InMemoryPortalFault?> Fault { get; set; } = _ => null;

    /// <summary>Told after the engine wrote an incident in Sentinel.</summary>
    public Action<IncidentId> EngineWroteSentinel { get; set; } = _ => { };

    public LinkId LinkOf(IncidentId defenderId) => Sample.LinkOf(defenderId.Value);

    public void Start() => _crew.Start();

    public Snapshot CreateIncident(IncidentId id)
    {
        _links[id] = _links[SmallWorld.TwinOf(id)] = LinkOf(id);
        Editor = Author.Other;
        var created = Defender.Create(id);
        Editor = Author.Person;
        return created;
    }

    /// <summary>The twins that somebody deleted, and when.</summary>
    public Dictionary<IncidentId, DateTimeOffset> Deleted { get; } = [];

    /// <summary>The comments that a twin has told, where there is little room.</summary>
    public Dictionary<IncidentId, HashSet<string>> Told { get; } = [];

    /// <summary>Somebody deletes a twin, if it is there and not the last: of an empty workspace nobody believes that it is.</summary>
    public void Delete(IncidentId twin)
    {
        if (Sentinel.Find(twin) is not { } last || Sentinel.All().Count == 1)
        {
            return;
        }

        Sentinel.Delete(twin);
        Deleted[twin] = Scheduler.Now;
        History.Deleted(last);
        Probes.Hit("a twin was deleted");
    }

    /// <summary>Faults end. Who stands still wakes in time.</summary>
    public void Clear() => Weather.IsClear = true;

    /// <summary>Runs until nothing is left to do; false when there still is after a long time.</summary>
    public bool Settle()
    {
        for (var round = 0; round < 60; round++)
        {
            Scheduler.RunUntil(Scheduler.Now + _profile.Overlap * 3 + FeedPause);
            if (Store.IsQuiet && Store.IsBackfilled && NothingFollows())
            {
                return true;
            }
        }

        return false;
    }

    // What was written just now may have more behind it: a comment of a merged incident goes to the target, and from there to its twin.
    private bool NothingFollows()
    {
        var writes = History.EngineWrites;
        Scheduler.RunUntil(Scheduler.Now + FeedPause);
        return Store.IsQuiet && History.EngineWrites == writes;
    }

    private static TimeSpan FeedPause => TimeSpan.FromMinutes(2);

    // Whatever waits at a seam comes by here.
    private Task PointAsync()
    {
        if (Scheduler.Current is not { } process)
        {
            return Task.CompletedTask;
        }

        Probes.Hit("scheduling points");
        if (DiesHere() || Weather.Strikes(_swarm.Crash))
        {
            _crew.Kill(process);
        }
        else if (Weather.Strikes(_swarm.Pause))
        {
            process.Pause(Scheduler.Now + _profile.Lease * (1 + 2 * Scheduler.Random.NextDouble()));
            Probes.Hit("a replica stood still for longer than its lease");
        }

        return Scheduler.DelayAsync(Weather.UpTo(LongestPoint));
    }

    private async Task<InMemoryPortalFault?> MeetAsync(InMemoryPortalCall call)
    {
        await PointAsync();
        call.GivenUp.ThrowIfCancellationRequested();
        var process = Scheduler.Current!;
        var sent = History.Next();
        await Scheduler.DelayAsync(Weather.UpTo(_profile.Latency), onTheWire: true);
        var fault = Fault(call) ?? Weather.Draw(call);
        if (call.Writes && AppliesLate())
        {
            fault = new InMemoryPortalFault.AppliedLate(_profile.LateApply * 0.9);
        }

        Scheduler.Trace.Add($"{Scheduler.Now:O} {process} {call.Portal} {call.Operation} {call.Id} {fault}");
        if (call is { Operation: InMemoryPortalOperation.Get, Id: { } read })
        {
            process.Run.LastRead[(call.Portal, read)] = fault is InMemoryPortalFault.Lagging lagging
                ? Scheduler.Now - lagging.By
                : Scheduler.Now;
        }

        if (call is { Writes: true, Id: { } written })
        {
            var readAsOf = process.Run.LastRead.GetValueOrDefault((call.Portal, written), DateTimeOffset.MaxValue);
            call.Facts = new CallFacts(process, sent, readAsOf, fault is InMemoryPortalFault.AppliedLate, Written(call));
            if (call is { Portal: Portal.Sentinel, Write.Expected: { Version: not InMemoryPortalSentinel.AnyVersion } expected }
                && Sentinel.Find(written)?.Version != expected.Version)
            {
                Conflicted((written, expected.Version));
            }

            WriteChecks.Check(this, call, _links[written]);
        }

        return fault;
    }

    // A read that lags may show an etag again of which a conflict has told that it is gone; a crash may forget that.
    private void Conflicted((IncidentId Id, string Version) gone)
    {
        Probes.Hit("409 after the journal");
        _conflicts[gone] = _conflicts.GetValueOrDefault(gone) + 1;
        if (_conflicts[gone] == MostConflicts)
        {
            History.Violate("conflicts", $"Sentinel {gone.Id} was written under one etag {MostConflicts} times after it was gone");
        }
    }

    private static IReadOnlyCollection<string> Written(InMemoryPortalCall call) =>
        [.. call.Write?.Fields.Select(write => write.Field.Name).Distinct() ?? []];

    private void FailStore(InMemorySyncStore.Moment moment)
    {
        if (Scheduler.Current is null || !Weather.Strikes(_swarm.StoreFails / 3))
        {
            return;
        }

        Probes.Hit("faults");
        Probes.Hit($"a transaction failed ({moment})");
        throw new IOException("the store is away");
    }

    private void StoreMoved(StoredState before, StoredState after)
    {
        foreach (var row in after.Journal.Since(before.Journal))
        {
            Journaled(row);
        }

        foreach (var row in after.Rows.Values)
        {
            Stored(before.Rows.GetValueOrDefault(row.Link.Id)?.Link, row.Link);
        }

        foreach (var row in after.Rows.Values)
        {
            if (before.Rows.GetValueOrDefault(row.Link.Id) is { LeaseUntil: { } lease } held
                && lease < Scheduler.Now && row.Token > held.Token)
            {
                Probes.Hit("lease takeover");
            }
        }

        CursorChecks.Check(this, before, after);
    }

    private void Stored(Link? before, Link after)
    {
        foreach (var portal in Portals.Both)
        {
            if (after[portal] is { } snapshot && !ReferenceEquals(snapshot, before?[portal]))
            {
                History.Stored(snapshot);
            }
        }
    }

    private void Journaled(JournalRow row)
    {
        History.Journaled(row.Link, row.Entry);
        if (row.Entry.Kind == JournalKind.Ambiguous)
        {
            Probes.Hit("ambiguous intent");
        }

        if (row.Entry is { Kind: JournalKind.Held, Reason: nameof(HoldReason.NotAccepted), Field: { } field } && Agree(row.Link, field))
        {
            History.Violate("holds", $"{field} of {row.Link} is held as not accepted, and both portals hold the same");
        }
    }

    private bool Agree(LinkId id, Field field) => Store.Find(id) is { DefenderId: { } defender } link
        && Defender.Find(defender) is { } here && Sentinel.Find(link.SentinelName) is { } there
        && field.Agree(here.Incident[field], there.Incident[field], SyncRules.Default.Fields);

    private void Saved(InMemoryPortalCall? call, Snapshot? before, Snapshot after)
    {
        History.Saved(before, after, call is null ? Editor : Author.Engine, call?.Facts);
        if (call is { Facts.IsLate: true })
        {
            Probes.Hit("late apply seen");
        }

        if (before?.Stamp == after.Stamp)
        {
            Probes.Hit("boundary tie");
        }

        if (call is not { Portal: Portal.Sentinel })
        {
            return;
        }

        if (Swarm.Full && call.Post is not null)
        {
            CommentChecks.Posted(this, after.Id);
        }

        EngineWroteSentinel(after.Id);
    }
}
