using System.Globalization;
using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Readers;
using IncidentSync.Service.State;
using IncidentSync.Simulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentSync.Service.Tests.Readers;

/// <summary>One Defender tenant, read for several connections, and what was asked of it.</summary>
internal sealed class FeedScene
{
    private readonly SignalQueue _signals = new();
    private int _lastId;
    private FeedReader? _reader;

    public FeedScene(params IReadOnlyList<string> names)
        : this(ListLimits.Default, names)
    {
    }

    /// <param name="lists">How much of one list is read.</param>
    /// <param name="names">The connections.</param>
    public FeedScene(ListLimits lists, params IReadOnlyList<string> names)
    {
        Portal = new InMemoryPortalDefender(Time) { OnCall = MeetAsync };
        Store = new InMemorySyncStore(Time);
        State = Store;
        Connections = [.. names.Select(name => Connection(name) with { Lists = lists })];
        LetLeasesRunOut = () =>
        {
            Time.Advance(TimeSpan.FromMinutes(3));
            return Task.CompletedTask;
        };
    }

    public ManualTime Time { get; } = new();

    public InMemoryPortalDefender Portal { get; }

    public InMemorySyncStore Store { get; }

    /// <summary>Where the readers keep what they read, when it is another store.</summary>
    public ISyncStore State { get; init; }

    public Func<Task> LetLeasesRunOut { get; init; }

    public IReadOnlyList<SyncConnection> Connections { get; }

    public int Lists { get; private set; }

    public Func<InMemoryPortalFault?> Fault { get; set; } = () => null;

    /// <summary>The process begins anew.</summary>
    public void Restart() => _reader = null;

    public FeedReader ReaderOf(IIncidentPortal portal) => new(Connections, portal, State, _signals, Time, NullLogger<FeedReader>.Instance);

    public ListingReader Lane(SyncConnection connection) => new(connection, Portal, State, Time, NullLogger<ListingReader>.Instance);

    /// <summary>New incidents, one after the other.</summary>
    public void Create(int count, double secondsApart = 0.005)
    {
        for (var made = 0; made < count; made++)
        {
            Time.Advance(TimeSpan.FromSeconds(secondsApart));
            Portal.Create(new IncidentId((++_lastId).ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>One poll, and how many list calls it took.</summary>
    public async Task<(FeedRun Run, int Lists)> PollAsync(params IReadOnlyCollection<SyncConnection> active)
    {
        var before = Lists;
        _reader ??= ReaderOf(Portal);
        var run = await _reader.RunOnceAsync(active.Count == 0 ? Connections : active, TestContext.Current.CancellationToken);
        return (run, Lists - before);
    }

    /// <summary>The lane of a connection, until nothing is left; returns its steps.</summary>
    public async Task<int> BackfillAsync(SyncConnection connection, Func<int, bool>? killed = null)
    {
        var steps = 0;
        while (await Lane(connection).RunOnceAsync(TestContext.Current.CancellationToken) is ListingRun.Read)
        {
            if (killed?.Invoke(++steps) == true)
            {
                // It dies with the next page in its hands.
                await State.TakeListingAsync(
                    new(connection.Name, Portal.Portal, TimeSpan.FromDays(1),
                        TimeSpan.FromDays(1), new(0), new(0), TimeSpan.FromMinutes(2)),
                    TestContext.Current.CancellationToken);
                await LetLeasesRunOut();
            }
        }

        return steps;
    }

    /// <summary>The Defender incidents that a connection knows.</summary>
    public int Known(SyncConnection connection) => Store.Links.Select(Store.Find).Count(link => link!.Connection == connection.Name);

    private SyncConnection Connection(string name) => new(
        name,
        ConnectionMode.Sync,
        new LinkIdentity("tenant", "subscription", "group", name),
        Portal,
        Portal,
        SyncRules.Default,
        new ConnectionTiming(
            TimeSpan.FromDays(7),
            new Lateness(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)),
            TimeSpan.FromMinutes(2)));

    private Task<InMemoryPortalFault?> MeetAsync(InMemoryPortalCall call)
    {
        Lists += call.Operation == InMemoryPortalOperation.List ? 1 : 0;
        return Task.FromResult(Fault());
    }
}
