using System.Reflection;
using IncidentSync.Service.Readers;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace IncidentSync.Service.Telemetry;

/// <summary>
/// Sends the metrics over OTLP when the standard OTEL_EXPORTER_OTLP_ENDPOINT says where to; the other OTEL_ variables mean what
/// OpenTelemetry's specification says ("OpenTelemetry Protocol Exporter").
/// </summary>
internal sealed class MetricsExport(
    Instruments instruments, IEnumerable<FeedHealth> feeds, TimeProvider time, IConfiguration configuration, ILogger<MetricsExport> log)
    : IHostedService
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Ours, and what the runtime and the database's driver say of themselves. Their tags name no incident either.
    private static readonly string[] Meters = [Instruments.MeterName, "System.Runtime", "Npgsql"];

    private MeterProvider? _provider;
    private ExportFailures? _failures;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        FeedGauges.AddTo(instruments, feeds, time);
        _failures = new ExportFailures(log, time);
        var version = Assembly.GetExecutingAssembly().GetName().Version?.ToString();
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("incidentsync", serviceVersion: version).AddEnvironmentVariableDetector())
            .AddMeter(Meters)
            .AddOtlpExporter()
            .Build();
        log.Exporting(new Uri(configuration[Endpoint]!).GetLeftPart(UriPartial.Authority));
        return Task.CompletedTask;
    }

    // What was counted last is sent before the process ends.
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _provider?.Dispose();
        _failures?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>What is wrong with where the metrics go to: OpenTelemetry itself would say nothing and send nothing.</summary>
    public static IEnumerable<string> Wrong(IConfiguration configuration) =>
        configuration[Endpoint] is not { Length: > 0 } endpoint
            || (Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            ? []
            : [$"{Endpoint} must be an http or https address."];

    /// <summary>There is somewhere to send them to.</summary>
    public static bool IsOn(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[Endpoint]);
}
