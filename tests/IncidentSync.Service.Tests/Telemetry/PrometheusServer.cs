using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>A Prometheus of the test's own, which scrapes one address every second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly HttpClient _http;

    private PrometheusServer(Process process, string folder, HttpClient http) =>
        (_process, _folder, _http) = (process, folder, http);

    public static async Task<PrometheusServer> StartAsync(Uri scraped)
    {
        var folder = Directory.CreateTempSubdirectory("incidentsync-prometheus-").FullName;
        var (file, port) = (Path.Combine(folder, "prometheus.yml"), FreePort());
        File.WriteAllText(file, $$"""
            global: { scrape_interval: 1s }
            scrape_configs: [{ job_name: incidentsync, static_configs: [{ targets: ['{{scraped.Authority}}'] }] }]
            """);
        string[] arguments =
        [
            $"--config.file={file}", $"--storage.tsdb.path={folder}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
        ];
        var server = new PrometheusServer(
            Process.Start("prometheus", arguments), folder, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") });
        await Wait.UntilAsync(server.IsReadyAsync, () => "Prometheus does not start.");
        return server;
    }

    /// <summary>What a query gives now: a value for each series, by its labels.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AskAsync(string query)
    {
        var answer = JsonNode.Parse(await _http.GetStringAsync(
            $"/api/v1/query?query={Uri.EscapeDataString(query)}", TestContext.Current.CancellationToken))!;
        return answer["data"]!["result"]!.AsArray()
            .ToDictionary(series => series!["metric"]!.ToJsonString(), series => series!["value"]![1]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await _http.GetAsync("/-/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
