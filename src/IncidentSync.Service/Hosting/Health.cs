using IncidentSync.Service.Alerts;
using IncidentSync.Service.Readers;
using IncidentSync.Service.State;
using IncidentSync.Service.Stream;
using MassTransit;

namespace IncidentSync.Service.Hosting;

/// <summary>The two health endpoints. They show the state of the portals, which never changes the code: a restart would not help.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Ok(new { status = "ok" })).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/health/ready", (
            StoreHealth store, IBusControl bus, IEnumerable<FeedHealth> feeds, IEnumerable<AlertHealth> alerts,
            IEnumerable<StreamHealth> streams) =>
        {
            var busUp = bus.CheckHealth().Status == BusHealthStatus.Healthy;
            var ready = store.Reachable && busUp && feeds.All(feed => feed.Now.Started);
            return Results.Json(
                new
                {
                    status = ready ? "ok" : "not ready",
                    store = store.Reachable ? "ok" : "unreachable",
                    bus = busUp ? "ok" : "down",
                    connections = feeds.GroupBy(feed => feed.Connection).Select(group => new
                    {
                        name = group.Key,
                        defender = Of(group.First(feed => feed.Portal == Core.Values.Portal.Defender)),
                        sentinel = Of(group.First(feed => feed.Portal == Core.Values.Portal.Sentinel)),
                        alerts = Of(alerts.FirstOrDefault(feed => feed.Source.Connections.Contains(group.Key))?.Now),
                        stream = Of(streams.First(stream => stream.Connection == group.Key).Now),
                    }),
                },
                statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous().ExcludeFromDescription();
    }

    // A connection that is paused by its configuration has no feed of alerts.
    private static object Of(AlertHealth.State? feed) =>
        new { state = feed?.Name ?? "paused", lastSuccess = feed?.LastSuccess, backlog = feed?.Backlog ?? 0, error = feed?.Error ?? "" };

    private static object Of(StreamHealth.State stream) =>
        new { state = stream.Name, lastSuccess = stream.LastSuccess, backlog = stream.Backlog, error = stream.Error };

    private static object Of(FeedHealth feed) => new { state = feed.Now.Name, lastSuccess = feed.Now.LastSuccess, error = feed.Now.Error };
}
