using IncidentSync.Service.Admin;
using IncidentSync.Service.Admin.Access;

namespace IncidentSync.Service.Hosting;

/// <summary>
/// Writes denied calls into the audit when their minute is over. What a database that is away did not take is tried again.
/// </summary>
internal sealed class DenialLoop(Denials denials, StoreHealth store, TimeProvider time, ILogger<DenialLoop> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // It was started before the server, so that it is stopped after the last call.
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await denials.FlushAsync(cancellationToken);
        }
        catch (Exception e)
        {
            // The edge of the loop. They are in the log.
            log.DenialsBroke(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await denials.RunOnceAsync(stoppingToken);
                failing = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The edge of the loop.
                if (!store.Explains(e) && !failing)
                {
                    log.DenialsBroke(e);
                }

                failing = true;
            }
        }
    }
}
