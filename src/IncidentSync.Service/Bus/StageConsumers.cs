using IncidentSync.Core.Values;
using IncidentSync.Service.Reconciliation;
using IncidentSync.Service.State;
using IncidentSync.Service.Writers;
using MassTransit;

namespace IncidentSync.Service.Bus;

/// <summary>The shell of stage 2.</summary>
internal sealed class ReconcileConsumer(
    Reconciler reconciler, BusSignals signals, StoreHealth store, IHostApplicationLifetime lifetime, ILogger<ReconcileConsumer> log)
    : IConsumer<LinkChanged>
{
    public Task Consume(ConsumeContext<LinkChanged> context)
    {
        signals.Arrived(context.Message);
        return Stage.RunAsync(
            "reconcile", new LinkId(context.Message.LinkId), reconciler.RunOnceAsync, store, log, lifetime.ApplicationStopping);
    }
}

/// <summary>The shell of stage 3.</summary>
internal sealed class WriteConsumer(
    Writer writer, BusSignals signals, StoreHealth store, IHostApplicationLifetime lifetime, ILogger<WriteConsumer> log)
    : IConsumer<WriteDue>
{
    public Task Consume(ConsumeContext<WriteDue> context)
    {
        signals.Arrived(context.Message);
        return Stage.RunAsync("write", new LinkId(context.Message.LinkId), writer.RunOnceAsync, store, log, lifetime.ApplicationStopping);
    }
}

/// <summary>The edge of both: nothing a link does may poison a queue, for the store knows that the link still waits.</summary>
internal static class Stage
{
    public static async Task RunAsync(
        string name, LinkId link, Func<LinkId, CancellationToken, Task> run, StoreHealth store, ILogger log, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await run(link, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            if (!store.Explains(e))
            {
                log.StageBroke(e, link, name);
            }
        }
    }
}
