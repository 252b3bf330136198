using System.Diagnostics.Metrics;
using IncidentSync.Service.Telemetry;

namespace IncidentSync.Service.Alerts;

/// <summary>How far behind the alert feeds of this process are, computed at each collection; one that nothing wants is not.</summary>
internal sealed class AlertGauges
{
    public AlertGauges(Instruments instruments, IEnumerable<AlertHealth> feeds, TimeProvider time)
    {
        var (all, begun) = (feeds.ToList(), time.GetUtcNow());
        instruments.Meter.CreateObservableGauge(
            "incidentsync.alerts.feed.lag",
            () => all.Where(feed => feed.Now.Name != "paused").Select(feed => new Measurement<double>(
                (time.GetUtcNow() - (feed.Now.LastSuccess ?? begun)).TotalSeconds, Tag.Source(feed.Source.Tenant))),
            "s",
            "How long ago the alerts of a source were up to date, or since the process began");
    }
}
