using IncidentSync.Core.Values;
using IncidentSync.Service.Reconciliation;
using IncidentSync.Service.State;
using IncidentSync.Service.Writers;
using MassTransit;

namespace IncidentSync.Service.Bus;

/// <summary>
/// Publishes the signals that the stages leave. While the bus is down the stages run right here: the leases in the store keep two replicas
/// from the same link, so a broker that is away costs its distribution of the work and nothing else.
/// </summary>
internal sealed class SignalLoop(
    BusSignals signals, IBusControl bus, Reconciler reconciler, Writer writer,
    StoreHealth store, TimeProvider time, ILogger<SignalLoop> log)
    : BackgroundService
{
    private const int AtOnce = 16;

    /// <summary>A broker that is out of memory or disk takes connections, and no messages.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private int _told;
    private int _probing;

    /// <summary>What was told of the bus last.</summary>
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
            // What was still on its way is due in the store.
        }
    }

    // The bus is about to start; that it is down is worth a word only when it takes longer.
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
            // Nobody waits longer for a broker.
        }
    }

    // Whether it is there is told also while there is nothing to say.
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
        // One message at a time asks a broker that took none; the others do not wait for the answer.
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
            // The edge of the loop: whatever the bus has, no stage hears of it over the bus.
            TellDown(Told.Mute, e is OperationCanceledException ? "it takes no message" : e.GetBaseException().Message);
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
