using IncidentSync.Service.Loops;
using IncidentSync.Service.Siem.Access;
using IncidentSync.Service.Siem.Clients;
using IncidentSync.Service.State;

namespace IncidentSync.Service.Siem;

/// <summary>
/// Warns of what ends, disables clients that the configuration replaces, and forgets calls that no limit counts any more.
/// </summary>
internal sealed class ClientLoop(
    ClientEnds ends, ClientGauges gauges, ClientUse use, StoreHealth store, TimeProvider time, ILogger<ClientLoop> log)
    : Loop("The watch over SIEM clients", store, time, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var name in await ends.YieldAsync(cancellationToken))
        {
            log.ClientReplaced(name);
        }

        var now = await ends.FindAsync(cancellationToken);
        gauges.Set(now);
        foreach (var end in now.Where(end => end.Warn is not null))
        {
            log.ClientEnds(end.Client, end.Kind, end.ExpiresAt, end.Kind == "secret" ? "secret" : "token");
        }

        await use.ForgetAsync(cancellationToken);
    }

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        await RunOnceAsync(stoppingToken);
        return Interval;
    }

    protected override void LogBroken(Exception exception) => log.ClientsBroke(exception);

    protected override TimeSpan AfterFailure(bool isStoreAway) => Interval;
}
