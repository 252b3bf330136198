using System.Reflection;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Readers;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// Sends the metrics over OTLP, or has them scraped, as <see cref="MetricExporters"/> says; the other OTEL_ variables mean what
/// OpenTelemetry's specification says ("OpenTelemetry Protocol Exporter").
/// </summary>
internal sealed class MetricsExport(
    Instruments instruments, IEnumerable<FeedHealth> feeds, TimeProvider time, IConfiguration configuration, ILogger<MetricsExport> log)
    : IHostedService
{
    // A hundred connections have more series than the 2,000 that are kept of a metric by default; the rest would be one sum without a tag.
    private const int MostSeries = 20_000;

    // Ours, and what the runtime and the database's driver say of themselves. Their tags name no incident either.
    private static readonly string[] Meters = [Instruments.MeterName, "System.Runtime", "Npgsql"];

    private MeterProvider? _provider;
    private ExportFailures? _failures;
    private ScrapedPort? _port;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        FeedGauges.AddTo(instruments, feeds, time);
        _failures = new ExportFailures(log, time);
        var version = Assembly.GetExecutingAssembly().GetName().Version?.ToString();
        var exporters = MetricExporters.Of(configuration);
        var builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("incidentsync", serviceVersion: version).AddEnvironmentVariableDetector())
            .AddMeter(Meters)
            .AddView("incidentsync.*", new MetricStreamConfiguration { CardinalityLimit = MostSeries });
        if (exporters.Otlp)
        {
            builder.AddOtlpExporter();
            log.Exporting(new Uri(configuration[MetricExporters.Endpoint]!).GetLeftPart(UriPartial.Authority));
        }

        if (exporters.Prometheus)
        {
            builder.AddPrometheusExporter();
        }

        _provider = builder.Build();
        instruments.BeginAtZero(feeds.Select(feed => feed.Connection).Distinct());
        if (exporters.Prometheus)
        {
            _port = await ScrapedPort.OpenAsync(MetricExporters.ScrapedAt(configuration), _provider, cancellationToken);
            log.Scraped(_port.Address);
        }
    }

    // What was counted last is sent before the process ends.
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_port is not null)
        {
            await _port.DisposeAsync();
        }

        _provider?.Dispose();
        _failures?.Dispose();
    }
}
