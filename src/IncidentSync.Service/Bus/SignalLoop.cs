using IncidentSync.Core.Values;
using IncidentSync.Service.Reconciliation;
using IncidentSync.Service.State;
using IncidentSync.Service.Writers;
using MassTransit;

namespace IncidentSync.Service.Bus;

/// <summary>
/// Publishes the signals that the stages leave. While the bus is down the stages run in this process: the leases in the store keep two
/// replicas from the same link, so without a broker only the distribution of the work is lost.
/// </summary>
internal sealed class SignalLoop(
    BusSignals signals, IBusControl bus, Reconciler reconciler, Writer writer,
    StoreHealth store, TimeProvider time, ILogger<SignalLoop> log)
    : BackgroundService
{
    private const int AtOnce = 16;

    /// <summary>How long a publish may take: a broker out of memory or disk accepts connections but no messages.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private int _told;
    private int _probing;

    /// <summary>What the log said of the bus last.</summary>
    private enum Told
    {
        Up,
        Unreachable,
        Mute,
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await WaitForBusAsync(stoppingToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken };
        try
        {
            await Task.WhenAll(
                Parallel.ForEachAsync(signals.OnTheirWay.ReadAllAsync(stoppingToken), options, PublishAsync), WatchAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The links of signals that were not published are due in the store.
        }
    }

    // The bus is starting; the log says that it is down only when that takes longer.
    private async Task WaitForBusAsync(CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, limit.Token);
        try
        {
            await bus.WaitForHealthStatus(BusHealthStatus.Healthy, waiting.Token);
        }
        catch (OperationCanceledException)
        {
            // The process waits no longer for a broker.
        }
    }

    // Logs the state of the bus also while there is nothing to publish.
    private async Task WatchAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(Glance, time, stopping);
            var health = bus.CheckHealth();
            if (health.Status != BusHealthStatus.Healthy)
            {
                TellDown(Told.Unreachable, health.Exception?.GetBaseException().Message ?? "no connection");
            }
            else
            {
                TellUp(from: Told.Unreachable);
            }
        }
    }

    private async ValueTask PublishAsync(object message, CancellationToken stopping)
    {
        // One message at a time probes a broker that accepted none; the others do not wait for the answer.
        var probes = Volatile.Read(ref _told) == (int)Told.Mute;
        if (bus.CheckHealth().Status != BusHealthStatus.Healthy || (probes && Interlocked.Exchange(ref _probing, 1) == 1))
        {
            await WorkHereAsync(message, stopping);
            return;
        }

        using var limit = new CancellationTokenSource(Patience, time);
        using var going = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        try
        {
            await bus.Publish(message, message.GetType(), going.Token);
            TellUp(from: Told.Mute);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // The edge of the loop: whatever the bus throws, the message could not be published.
            TellDown(Told.Mute, e is OperationCanceledException ? "it accepts no messages" : e.GetBaseException().Message);
            await WorkHereAsync(message, stopping);
        }
        finally
        {
            if (probes)
            {
                Volatile.Write(ref _probing, 0);
            }
        }
    }

    private void TellDown(Told what, string why)
    {
        if (Interlocked.CompareExchange(ref _told, (int)what, (int)Told.Up) == (int)Told.Up)
        {
            log.BusDown(ForeignWords.OneLine(why));
        }
    }

    private void TellUp(Told from)
    {
        if (Interlocked.CompareExchange(ref _told, (int)Told.Up, (int)from) == (int)from)
        {
            log.BusBack();
        }
    }

    private Task WorkHereAsync(object message, CancellationToken stopping)
    {
        signals.Arrived(message);
        return message switch
        {
            LinkChanged changed => Stage.RunAsync("reconcile", new LinkId(changed.LinkId), reconciler.RunOnceAsync, store, log, stopping),
            WriteDue due => Stage.RunAsync("write", new LinkId(due.LinkId), writer.RunOnceAsync, store, log, stopping),
            _ => throw new InvalidOperationException($"No stage takes a {message.GetType().Name}."),
        };
    }
}
