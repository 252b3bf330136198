using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Loops;

/// <summary>
/// Writes denied calls into the audit when their minute is over. What a database that is away did not take is tried again.
/// </summary>
internal sealed class DenialLoop(Denials denials, StoreHealth store, TimeProvider time, ILogger<DenialLoop> log)
    : Loop("Writing denied calls into the audit", store, time, log)
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
            // The process ends all the same. The denied calls are in the log.
            log.DenialsBroke(e);
        }
    }

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        await denials.RunOnceAsync(stoppingToken);
        return Interval;
    }

    protected override void LogBroken(Exception exception) => log.DenialsBroke(exception);

    protected override TimeSpan AfterFailure(bool isStoreAway) => Interval;
}
