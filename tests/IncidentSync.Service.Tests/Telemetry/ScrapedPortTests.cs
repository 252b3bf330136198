using System.Net;
using System.Text.RegularExpressions;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>The process has its metrics scraped by whom the standard variables let in.</summary>
public sealed partial class ScrapedPortTests(PostgresFixture postgres)
{
    private static readonly string[] Gauges =
    [
        "feed_lag_seconds", "feed_last_success_seconds", "links_due", "links_oldest_due_seconds", "links_in_flight", "intents_open",
        "intents_doubtful", "brake_active", "sweep_divergent", "sweep_age_seconds",
    ];

    [Fact]
    public async Task Metrics_are_answered_on_a_port_of_their_own_and_nothing_else_is()
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        await using var process = ServiceProcess.Start(
            Scraped("prometheus"), "run", "--config", new Settings().For(simulator, database.ConnectionString).Write());
        using var http = new HttpClient { BaseAddress = await AddressAsync(process) };
        using var service = new HttpClient { BaseAddress = await process.AddressAsync() };
        await Wait.UntilAsync(
            async () => (await http.GetStringAsync("/metrics", Token)).Split('\n') is var lines
                && Gauges.All(name => lines.Any(line => line.StartsWith($"incidentsync_{name}{{", StringComparison.Ordinal))),
            () => $"A gauge is missing. {process.Output}");
        (await http.GetAsync("/health/live", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await service.GetAsync("/metrics", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        process.Terminate();
        (await process.ExitAsync()).ShouldBe(0, process.Error);
    }

    [Fact]
    public async Task What_alerts_ask_the_increase_of_begins_at_0()
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        await using var process = ServiceProcess.Start(
            Scraped("otlp, prometheus"), "run", "--config", new Settings().For(simulator, database.ConnectionString).Write());
        using var http = new HttpClient { BaseAddress = await AddressAsync(process) };
        var lines = (await http.GetStringAsync("/metrics", Token)).Split('\n');
        Zeros(lines, "incidentsync_invariant_violations_total").ShouldBe(13);
        Zeros(lines, "incidentsync_comments_duplicate_total").ShouldBe(1);
        Zeros(lines.Where(line => line.Contains("oscillation")), "incidentsync_holds_total").ShouldBe(8);
    }

    [Fact]
    public async Task Two_hundred_connections_lose_no_series()
    {
        await using var simulator = await SimulateAsync();
        await using var database = await TestDatabase.CreateAsync(postgres);
        var settings = new Settings().For(simulator, database.ConnectionString);
        foreach (var place in Enumerable.Range(1, 200))
        {
            var at = $"Connections:{place}:";
            settings.WithConnection(place).With($"{at}Name=customer-{place}; {at}Mode=Paused; {at}Sentinel:Workspace=workspace-{place}");
        }

        await using var process = ServiceProcess.Start(Scraped("prometheus"), "run", "--config", settings.Write());
        using var http = new HttpClient { BaseAddress = await AddressAsync(process) };
        var lines = (await http.GetStringAsync("/metrics", Token)).Split('\n');
        Zeros(lines, "incidentsync_holds_total").ShouldBe(201 * 16);
        lines.ShouldAllBe(line => !line.Contains("otel_metric_overflow"));
    }

    [Theory]
    [InlineData("OTEL_METRICS_EXPORTER", "console", "OTEL_METRICS_EXPORTER must be one of otlp, prometheus, none")]
    [InlineData("OTEL_EXPORTER_PROMETHEUS_PORT", "many", "OTEL_EXPORTER_PROMETHEUS_PORT must be a port")]
    public async Task A_word_that_nobody_knows_is_an_error_of_the_configuration(string name, string value, string said)
    {
        var environment = Scraped("prometheus");
        environment[name] = value;
        await using var process = ServiceProcess.Start(environment, "run", "--config", new Settings().Write());
        (await process.ExitAsync()).ShouldBe(2, process.Error);
        process.Error.ShouldContain(said);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Zeros(IEnumerable<string> lines, string name) =>
        lines.Count(line => line.StartsWith($"{name}{{", StringComparison.Ordinal) && line.Split(' ')[1] == "0");

    internal static async Task<Uri> AddressAsync(ServiceProcess process)
    {
        await Wait.UntilAsync(() => At().IsMatch(process.Output), () => $"Nothing is scraped. {process.Output} {process.Error}");
        return new Uri(At().Match(process.Output).Groups[1].Value);
    }

    internal static Dictionary<string, string> Scraped(string exporters) => new()
    {
        ["OTEL_METRICS_EXPORTER"] = exporters,
        ["OTEL_EXPORTER_PROMETHEUS_HOST"] = "127.0.0.1",
        ["OTEL_EXPORTER_PROMETHEUS_PORT"] = "0",
    };

    private static Task<SimulatorHost> SimulateAsync() => SimulatorHost.StartAsync(
        new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory, BudgetsLifted = true }, Token);

    [GeneratedRegex(@"Metrics are scraped at (http://127\.0\.0\.1:\d+)/metrics")]
    private static partial Regex At();
}
