using System.Diagnostics.Metrics;
using IncidentSync.Service.Readers;

namespace IncidentSync.Service.Telemetry;

/// <summary>How far behind the feeds of this process are, computed at each collection. A paused feed is not behind.</summary>
internal static class FeedGauges
{
    public static void AddTo(Instruments instruments, IEnumerable<FeedHealth> feeds, TimeProvider time)
    {
        var (all, begun) = (feeds.ToList(), time.GetUtcNow());
        instruments.Meter.CreateObservableGauge(
            "incidentsync.feed.lag",
            () => all.Where(feed => feed.Now.Name != "paused")
                .Select(feed => Of(feed, (time.GetUtcNow() - (feed.Now.LastSuccess ?? begun)).TotalSeconds)),
            "s",
            "How long ago the feed was up to date, or since the process began");
        instruments.Meter.CreateObservableGauge(
            "incidentsync.feed.last_success",
            () => all.Where(feed => feed.Now.LastSuccess is not null)
                .Select(feed => Of(feed, feed.Now.LastSuccess!.Value.ToUnixTimeMilliseconds() / 1000.0)),
            "s",
            "When the feed was last up to date, in seconds since 1970");
    }

    private static Measurement<double> Of(FeedHealth feed, double value) =>
        new(value, Tag.Connection(feed.Connection), Tag.Portal(feed.Portal));
}
