using OpenTelemetry.Metrics;

namespace IncidentSync.Service.Telemetry;

/// <summary>A listener of its own that answers <c>/metrics</c> and nothing else, so that an ingress never shows it.</summary>
internal sealed class ScrapedPort : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScrapedPort(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<ScrapedPort> OpenAsync(string address, MeterProvider provider, CancellationToken cancellationToken)
    {
        // Empty: what the environment says of addresses and certificates is the service's own listener's.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls(address);
        var app = builder.Build();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(provider, null, "/metrics", null, null);
        await app.StartAsync(cancellationToken);
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
