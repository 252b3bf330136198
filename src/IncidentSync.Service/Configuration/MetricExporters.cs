namespace IncidentSync.Service.Configuration;

/// <summary>
/// Which ways the metrics leave the process, by the standard variables (OpenTelemetry's "Environment Variable Specification"):
/// OTEL_METRICS_EXPORTER names them, and without it they are sent over OTLP when an endpoint is given.
/// </summary>
/// <param name="Otlp">They are sent to OTEL_EXPORTER_OTLP_ENDPOINT.</param>
/// <param name="Prometheus">They are scraped where <see cref="ScrapedAt"/> says.</param>
internal readonly record struct MetricExporters(bool Otlp, bool Prometheus)
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string Host = "OTEL_EXPORTER_PROMETHEUS_HOST";

    private const string Variable = "OTEL_METRICS_EXPORTER";
    private const string Port = "OTEL_EXPORTER_PROMETHEUS_PORT";

    private static readonly string[] Known = ["otlp", "prometheus", "none"];

    public bool Any => Otlp || Prometheus;

    public static MetricExporters Of(IConfiguration configuration)
    {
        var names = Names(configuration).ToList();
        return new(names.Contains("otlp") && !string.IsNullOrWhiteSpace(configuration[Endpoint]), names.Contains("prometheus"));
    }

    /// <summary>Where they are scraped, in clear.</summary>
    public static string ScrapedAt(IConfiguration configuration) =>
        $"http://{Or(configuration[Host], "localhost")}:{Or(configuration[Port], "9464")}";

    /// <summary>What is wrong: OpenTelemetry itself would say nothing and send nothing.</summary>
    public static IEnumerable<string> Wrong(IConfiguration configuration)
    {
        if (Names(configuration).Except(Known).Any())
        {
            yield return $"{Variable} must be one of {string.Join(", ", Known)}, or several with commas between them.";
        }

        if (configuration[Endpoint] is { Length: > 0 } endpoint
            && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return $"{Endpoint} must be an http or https address.";
        }

        if (Of(configuration).Prometheus && !ushort.TryParse(Or(configuration[Port], "9464"), out _))
        {
            yield return $"{Port} must be a port.";
        }
    }

    private static IEnumerable<string> Names(IConfiguration configuration) => Or(configuration[Variable], "otlp")
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Or(string? given, string otherwise) => string.IsNullOrWhiteSpace(given) ? otherwise : given;
}
