using IncidentSync.Core.Links;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Replays;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Replays;
using IncidentSync.Service.State;
using IncidentSync.Simulation;
using IncidentSync.Testing;
using IncidentSync.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentSync.Service.Tests.Replays;

/// <summary>A real store with settled links, and replays of them.</summary>
internal sealed class ReplayScene(TestDatabase database)
{
    private static readonly AuditEntry Entry = new(
        new Caller("issuer", "operator", null, null), "start-replay", Sample.Connection, true, "a test", "");
    private readonly ReplayStarts _starts = new(database.DataSource);

    public PostgresSyncStore Store { get; } = new(database.DataSource);

    /// <summary>As many settled links of Defender incidents 1, 2, 3, ... in the order of their ids.</summary>
    public async Task<IReadOnlyList<Guid>> LinksAsync(int count)
    {
        await database.EmptyAsync();
        await ReadAsync([.. Enumerable.Range(1, count).Select(id => Sample.Defender($"{id}"))]);
        await SettleAsync();
        return [.. Enumerable.Range(1, count).Select(id => Sample.LinkOf($"{id}").Value).Order()];
    }

    /// <summary>A portal says something.</summary>
    public Task ReadAsync(params IReadOnlyList<Snapshot> snapshots) =>
        Store.StorePageAsync(Sample.Page(snapshots[0].Portal, null, snapshots), TestContext.Current.CancellationToken);

    /// <summary>Every link was planned.</summary>
    public Task SettleAsync() => database.ExecuteAsync("update link set done_seq = dirty_seq");

    public Task<long> StartAsync(params Guid[] ids) => StartAsync(new ReplayRequest(Sample.Connection, null, ids, DryRun: false));

    public Task<long> StartSinceAsync(DateTimeOffset since, bool dryRun = false) =>
        StartAsync(new ReplayRequest(Sample.Connection, since, null, dryRun));

    public async Task<long> StartAsync(ReplayRequest request) =>
        (await StartAsync(request, null)).ShouldBeOfType<ReplayStart.Standing>().Id;

    public Task<ReplayStart> StartAsync(ReplayRequest request, string? key) =>
        _starts.StartAsync(request, key, Entry, TestContext.Current.CancellationToken);

    /// <summary>Marks a chunk, as a process does that has just begun.</summary>
    public Task<bool> MarkAsync(int chunk = 3) =>
        new ReplayMarks(database.DataSource, NullLogger<ReplayMarks>.Instance) { Chunk = chunk }
            .RunOnceAsync(Sample.Connection, TestContext.Current.CancellationToken);

    /// <summary>Looks at a chunk.</summary>
    public Task<bool> LookAsync(int chunk = 3, int most = 100) =>
        new DryRun(database.DataSource, new ManualTime(), NullLogger<DryRun>.Instance) { Chunk = chunk, Most = most }
            .RunOnceAsync(Connection(ConnectionMode.Sync), TestContext.Current.CancellationToken);

    /// <summary>A turn of the replays of a connection in that mode.</summary>
    public Task<bool> RunAsync(ConnectionMode mode)
    {
        var marks = new ReplayMarks(database.DataSource, NullLogger<ReplayMarks>.Instance);
        var dryRun = new DryRun(database.DataSource, new ManualTime(), NullLogger<DryRun>.Instance);
        return new Replayer(database.DataSource, marks, dryRun).RunOnceAsync(Connection(mode), TestContext.Current.CancellationToken);
    }

    public async Task<ReplayView> FindAsync(long id) => (await new ReplayQuery(database.DataSource)
        .FindAsync(new ConnectionScope([Sample.Connection], []), id, TestContext.Current.CancellationToken)).ShouldNotBeNull();

    public async Task<IReadOnlyList<DifferenceRow>> DifferencesAsync(long id) => (await new DifferenceQuery(database.DataSource)
        .ListAsync(new ConnectionScope([Sample.Connection], []), id, 0, 1000, TestContext.Current.CancellationToken)).ShouldNotBeNull();

    /// <summary>The links that wait to be planned, in the order of their ids.</summary>
    public async Task<IReadOnlyList<Guid>> DirtyAsync() =>
        [.. (await database.ReadAsync("select id from link where dirty_seq > done_seq order by id")).Select(Guid.Parse)];

    /// <summary>How often each link was marked since it was first read, in the order of their ids.</summary>
    public async Task<IReadOnlyList<int>> MarksAsync() =>
        [.. (await database.ReadAsync("select dirty_seq - 1 from link order by id")).Select(int.Parse)];

    private static SyncConnection Connection(ConnectionMode mode) => new(
        Sample.Connection, mode, Sample.Identity, null!, null!, SyncRules.Default,
        new ConnectionTiming(default, new Lateness(default, default, default), default));
}
