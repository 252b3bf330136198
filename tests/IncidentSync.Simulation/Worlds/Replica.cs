using IncidentSync.Core.Values;
using IncidentSync.Service;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Readers;
using IncidentSync.Service.Reconciliation;
using IncidentSync.Service.State;
using IncidentSync.Service.Writers;
using IncidentSync.Simulation.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentSync.Simulation.Worlds;

/// <summary>
/// One life of one replica: the real stages, with the shells around them that wait (a loop a feed, the due loop, the bus).
/// </summary>
internal sealed class Replica : ISignals
{
    /// <summary>A list that is read whole waits behind what changes.</summary>
    private const int LaneSlowness = 4;

    private readonly Scheduler _scheduler;
    private readonly Bus _bus;
    private readonly ISyncStore _store;
    private readonly FeedReader[] _readers;
    private readonly ListingReader[] _lanes;
    private readonly Reconciler _reconciler;
    private readonly Writer _writer;
    private readonly Func<TimeSpan> _poll;
    private readonly Action<Exception> _broke;

    public Replica(
        SimulatedProcess process, Scheduler scheduler, Bus bus, ISyncStore store, SyncConnection connection, SyncConnection read,
        Func<TimeSpan> poll, Action<Exception> broke)
    {
        (Process, _scheduler, _bus, _store, _poll, _broke) = (process, scheduler, bus, store, poll, broke);
        var connections = new ConnectionSet([connection]);
        _readers = [.. Portals.Both.Select(portal =>
            new FeedReader(read, read[portal], store, this, scheduler.Time, NullLogger<FeedReader>.Instance))];
        _lanes = [.. Portals.Both.Select(portal =>
            new ListingReader(read, read[portal], store, scheduler.Time, NullLogger<ListingReader>.Instance))];
        _reconciler = new Reconciler(connections, store, this, scheduler.Time, NullLogger<Reconciler>.Instance);
        _writer = new Writer(connections, store, this, scheduler.Time, NullLogger<Writer>.Instance);
    }

    public SimulatedProcess Process { get; }

    public void Start()
    {
        foreach (var reader in _readers)
        {
            Loop(() => reader.RunOnceAsync(CancellationToken.None));
        }

        foreach (var lane in _lanes)
        {
            Loop(() => lane.RunOnceAsync(CancellationToken.None), LaneSlowness);
        }

        Loop(RemindAsync);
    }

    /// <summary>A signal arrives.</summary>
    public void Take(LinkId link, bool toPlan) => _scheduler.After(TimeSpan.Zero, Process, () => _ = GuardedAsync(() =>
        toPlan ? _reconciler.RunOnceAsync(link, CancellationToken.None) : _writer.RunOnceAsync(link, CancellationToken.None)));

    public Task LinkChangedAsync(LinkId link, CancellationToken cancellationToken) => SendAsync(link, true);

    public Task WriteDueAsync(LinkId link, CancellationToken cancellationToken) => SendAsync(link, false);

    private Task SendAsync(LinkId link, bool toPlan)
    {
        _bus.Send(link, toPlan);
        return Task.CompletedTask;
    }

    private async Task RemindAsync()
    {
        foreach (var due in await _store.FindDueAsync(500, CancellationToken.None))
        {
            await SendAsync(due.Id, due.Dirty);
        }
    }

    private void Loop(Func<Task> runOnce, int slowness = 1) =>
        _scheduler.After(_poll() * (slowness * _scheduler.Random.NextDouble()), Process, () => _ = LoopAsync(runOnce, slowness));

    private async Task LoopAsync(Func<Task> runOnce, int slowness)
    {
        while (true)
        {
            await GuardedAsync(runOnce);
            await _scheduler.DelayAsync(_poll() * slowness);
        }
    }

    // The edge of the loops and consumers: a dead store ends a run, and anything else is a bug.
    private async Task GuardedAsync(Func<Task> run)
    {
        Process.BeginRun();
        try
        {
            await run();
        }
        catch (IOException)
        {
        }
        catch (Exception e)
        {
            _broke(e);
        }
    }
}
