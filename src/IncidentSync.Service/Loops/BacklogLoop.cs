using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Links;
using IncidentSync.Service.Connections;
using IncidentSync.Service.Quotas;
using IncidentSync.Service.State;
using IncidentSync.Service.Telemetry;

namespace IncidentSync.Service.Loops;

/// <summary>Looks every 15 seconds at what waits in the database, so that a scrape costs it nothing.</summary>
internal sealed class BacklogLoop(
    BacklogRows rows,
    BacklogGauges gauges,
    ConnectionSet connections,
    CallGates gates,
    QuotaStore quotas,
    StoreHealth store,
    TimeProvider time,
    ILogger<BacklogLoop> log) : Loop("Counting what waits in the database", store, time, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Looks once.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var standing = await rows.ReadAsync(Quarantine.Attempts, cancellationToken);
        var kept = (from connection in connections.All
                    from portal in Portals.Both
                    let gate = gates.Find(connection.Name, portal)
                    from quota in gate.Quotas
                    where quota.Quota.Calls > 0
                    select (connection.Name, Portal: portal, Gate: gate, quota.Kind, quota.Key, quota.Quota.Window)).ToList();
        var used = await quotas.ReadAsync([.. kept.Select(quota => (quota.Key, quota.Window)).Distinct()], cancellationToken);
        gauges.Set(standing, [.. from quota in kept
                                 let left = quota.Gate.LeftOf(quota.Kind, used.GetValueOrDefault(quota.Key, QuotaUse.Nothing))
                                 select new QuotaLeft(quota.Name, quota.Portal, quota.Kind.ToString(), left)]);
    }

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stoppingToken)
    {
        await RunOnceAsync(stoppingToken);
        return Interval;
    }

    protected override void LogBroken(Exception exception) => log.BacklogBroke(exception);

    // A number that is old would look like one that is true.
    protected override TimeSpan AfterFailure(bool isStoreAway)
    {
        gauges.Set(null, []);
        return Interval;
    }
}
