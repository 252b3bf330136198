using IncidentSync.Connectors;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Readers;
using IncidentSync.Service.Reconciliation;
using IncidentSync.Service.State;
using IncidentSync.Service.Telemetry;
using IncidentSync.Service.Writers;
using IncidentSync.Testing;
using Microsoft.Extensions.Logging;

namespace IncidentSync.Simulation;

/// <summary>
/// Two portals, a store and all three real stages, on one thread under virtual time. Everything that happens is in the trace.
/// </summary>
internal sealed class SmallWorld
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);
    private SyncConnection _connection;
    private readonly List<string> _trace = [];
    private SignalQueue _signals = null!;
    private FeedReader[] _readers = null!;
    private ListingReader[] _lanes = null!;
    private Reconciler _reconciler = null!;
    private Writer _writer = null!;

    private readonly LoggerFactory _logs;
    private ISyncStore _store = null!;

    public SmallWorld(int seed = 1, NativeState? native = null, Func<SyncConnection, SyncConnection>? shape = null)
    {
        var timing = new ConnectionTiming(
            Backfill: TimeSpan.FromDays(7),
            new Lateness(
                DefenderOverlap: TimeSpan.FromMinutes(5), SentinelOverlap: TimeSpan.FromMinutes(5), Apply: TimeSpan.FromMinutes(1)),
            Lease: TimeSpan.FromMinutes(2));
        _logs = new LoggerFactory([Logs]);
        Random = new Random(seed);
        Defender = new InMemoryPortalDefender(Time);
        Sentinel = new InMemoryPortalSentinel(Time, new Random(seed));
        Store = NewStore();
        Violations = new Violations(Instruments, _logs.CreateLogger<Violations>());
        _connection = new SyncConnection(
            Sample.Connection, ConnectionMode.Sync, Sample.Identity, Defender, Sentinel, Sample.Rules, timing)
        {
            Native = native ?? new NativeState(NativeMode.Off),
        };
        _connection = (shape?.Invoke(_connection) ?? _connection).Instrumented(Instruments, Violations);
        Defender.OnCall = MeetAsync;
        Sentinel.OnCall = MeetAsync;
        Restart();
    }

    public ManualTime Time { get; } = new();

    /// <summary>What the service logs.</summary>
    public LogCapture Logs { get; } = new();

    /// <summary>What the service counts.</summary>
    public Instruments Instruments { get; } = new();

    /// <summary>Decides what happens next.</summary>
    public Random Random { get; }

    public InMemoryPortalDefender Defender { get; }

    public InMemoryPortalSentinel Sentinel { get; }

    public InMemorySyncStore Store { get; private set; }

    public ConnectionSet Connections { get; private set; } = null!;

    /// <summary>Where the service tells of what must never happen.</summary>
    public Violations Violations { get; }

    /// <summary>Every portal call and every commit, in order.</summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <summary>What goes wrong with a call; null for nothing.</summary>
    public Func<InMemoryPortalCall, InMemoryPortalFault?> Fault { get; set; } = _ => null;

    /// <summary>Told when the process is to stop.</summary>
    public CancellationTokenSource Stopping { get; private set; } = new();

    public static IncidentId TwinOf(IncidentId id) => Sample.Identity.TwinOf(id);

    /// <summary>How often a portal was asked to do something.</summary>
    public int Calls(Portal portal, InMemoryPortalOperation operation) =>
        _trace.Count(line => line.EndsWith($" {portal} {operation}", StringComparison.Ordinal));

    /// <summary>The process begins anew: what it had in its memory is gone, the store and the portals are as they were.</summary>
    /// <param name="native">What it knows of Microsoft's own sync; null for what it knew.</param>
    public void Restart(NativeState? native = null)
    {
        _connection = _connection with { Native = native ?? _connection.Native };
        Connections = new ConnectionSet([_connection]);
        Stopping = new CancellationTokenSource();
        _signals = new SignalQueue();
        _store = new InstrumentedStore(Store, Connections, Instruments, Violations, Time);
        _readers = [.. Portals.Both.Select(Reader)];
        _reconciler = new Reconciler(
            Connections, new PlanCounts(_store, Instruments, Time), _signals, Time, _logs.CreateLogger<Reconciler>());
        _writer = new Writer(Connections, _store, _signals, Time, _logs.CreateLogger<Writer>());
        _lanes = [.. Portals.Both.Select(Lane)];
    }

    /// <summary>The process begins anew on an empty store.</summary>
    public void LoseDatabase()
    {
        Store = NewStore();
        Restart();
    }

    public void Read(Portal portal) => Now(_readers[(int)portal].RunOnceAsync(Stopping.Token));

    /// <summary>A portal as the stages have it.</summary>
    public IIncidentPortal PortalOf(Portal portal) => _connection[portal];

    /// <summary>A worker takes the link of a Defender incident, and the test is that worker.</summary>
    public Claim? Claim(IncidentId id) => _store.ClaimAsync(Sample.Identity.LinkOfDefender(id), Connections.Terms, default).Result;

    /// <summary>What that worker leaves behind.</summary>
    public bool Commit(Claim claim, LinkCommit commit) => _store.CommitAsync(claim, commit, default).Result;

    /// <summary>Reads the next page of a list that is due to be read whole; false when there is none.</summary>
    public bool ReadList(Portal portal)
    {
        var step = _lanes[(int)portal].RunOnceAsync(Stopping.Token);
        Now(step);
        return step.Result is ListingRun.Read;
    }

    /// <summary>A portal's feed has never shown what happened there, and has gone on.</summary>
    public void Miss(Portal portal)
    {
        Time.Advance(TimeSpan.FromMinutes(10));
        var page = new PageCommit(_connection.Name, _connection.Identity, portal, [], Stamp.Of(Time.GetUtcNow()));
        Now(_store.StorePageAsync(page, Stopping.Token));
    }

    /// <summary>All that is open is compared, and what was closed lately when it is its turn; what was found is dealt with.</summary>
    public void Sweep()
    {
        ReadLists();
        Time.Advance(_connection.Timing.SweepOpen + TimeSpan.FromMinutes(1));
        ReadLists();
        Settle();
    }

    /// <summary>Hands the oldest signal to its stage; false when there is none.</summary>
    public bool Deliver()
    {
        if (!_signals.TryTake(out var link, out var toPlan))
        {
            return false;
        }

        Now(toPlan ? _reconciler.RunOnceAsync(link, Stopping.Token) : _writer.RunOnceAsync(link, Stopping.Token));
        return true;
    }

    /// <summary>Signals what is due, as the due loop does.</summary>
    public void Remind()
    {
        foreach (var due in Store.FindDueAsync(100, default).Result)
        {
            Now(due.Dirty ? _signals.LinkChangedAsync(due.Id, default) : _signals.WriteDueAsync(due.Id, default));
        }
    }

    /// <summary>Everything that can happen happens, until nothing is left to do.</summary>
    public void Settle() => Settle(() => { });

    /// <param name="between">What else happens between two steps.</param>
    public void Settle(Action between)
    {
        var begun = Time.GetUtcNow();
        do
        {
            (Time.GetUtcNow() - begun).ShouldBeLessThan(Patience, string.Join('\n', _trace.TakeLast(40)));
            Time.Advance(TimeSpan.FromSeconds(31));
            Read(Portal.Defender);
            Read(Portal.Sentinel);
            Remind();
            do
            {
                between();
            }
            while (Deliver());
        }
        while (!Store.IsQuiet);
        Logs.Lines.Where(line => line.Contains("was violated")).ShouldBeEmpty();
    }

    /// <summary>Time passes, and what can happen happens.</summary>
    public void Run(TimeSpan time)
    {
        for (var until = Time.GetUtcNow() + time; Time.GetUtcNow() < until; Time.Advance(TimeSpan.FromSeconds(31)))
        {
            ReadAll();
        }
    }

    /// <summary>Both feeds are read, and what can happen happens.</summary>
    public void ReadAll()
    {
        Read(Portal.Defender);
        Read(Portal.Sentinel);
        Remind();
        while (Deliver())
        {
        }
    }

    /// <summary>Every pair holds the same, as far as each portal can.</summary>
    public void ShouldBeInStep()
    {
        Sentinel.All().Select(twin => twin.Id).ShouldBe(Defender.All().Select(incident => TwinOf(incident.Id)), ignoreOrder: true);
        foreach (var incident in Defender.All())
        {
            var twin = Sentinel.Find(TwinOf(incident.Id))!;
            AllFields.All.Where(field => SyncRules.Default.Fields.PolicyOf(field) != ConflictPolicy.Off && !IsInStep(field, incident, twin))
                .ShouldBeEmpty($"{incident}\n{twin}");
        }
    }

    private InMemorySyncStore NewStore() => new(Time) { Committed = _trace.Add, TakenOver = Instruments.TakenOver };

    private FeedReader Reader(Portal portal) =>
        new(_connection, _connection[portal], _store, _signals, Time, _logs.CreateLogger<FeedReader>());

    private ListingReader Lane(Portal portal) => new(_connection, _connection[portal], _store, Time, _logs.CreateLogger<ListingReader>());

    private void ReadLists()
    {
        while (ReadList(Portal.Defender) || ReadList(Portal.Sentinel))
        {
        }
    }

    private static bool IsInStep(Field field, Snapshot incident, Snapshot twin) =>
        twin.Incident[field] is Unseen || field.Agree(incident.Incident[field], twin.Incident[field], SyncRules.Default.Fields);

    private Task<InMemoryPortalFault?> MeetAsync(InMemoryPortalCall call)
    {
        _trace.Add($"{Time.GetUtcNow():O} {call.Id} {call.Portal} {call.Operation}");
        return Task.FromResult(Fault(call));
    }

    // Nothing in the stages waits by itself, so what runs on seams that answer at once has ended when it returns.
    private static void Now(Task task)
    {
        task.IsCompleted.ShouldBeTrue("a stage left its thread");
        task.GetAwaiter().GetResult();
    }
}
