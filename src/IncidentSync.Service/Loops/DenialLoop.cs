using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Loops;

/// <summary>
/// Writes denied calls into the audit when their minute is over. While the database is unavailable it tries again.
/// </summary>
internal sealed class DenialLoop(Denials denials, StoreHealth store, TimeProvider time, ILogger<DenialLoop> log)
    : Loop("The audit of denied calls", store, time, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // It starts before the server and so stops after the last call.
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await denials.FlushAsync(cancellationToken);
        }
        catch (Exception e)
        {
            // The process ends anyway; the denied calls are in the log.
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
