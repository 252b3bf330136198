using System.Globalization;
using System.Net.Http.Headers;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Hosting;
using IncidentSync.Service.Siem.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary><c>GET /api/alerts</c> of the service, with a client's token, against a server that sends the stored text.</summary>
internal sealed class DetectionsSent : IContest, IAsyncDisposable
{
    private readonly Scene _scene;
    private readonly WebApplication _service;
    private readonly BareServer _bare;
    private readonly HttpClient _http = new();
    private readonly string _token;

    private DetectionsSent(Scene scene, WebApplication service, BareServer bare, string token) =>
        (_scene, _service, _bare, _token) = (scene, service, bare, token);

    public string What => "GET of detections";

    public double Target => 0.7;

    /// <summary>Leaves so many of the detections that are stored, and starts both servers. The service itself reads nothing.</summary>
    public static async Task<DetectionsSent> StartAsync(Scene scene, int most)
    {
        await scene.Database.ExecuteAsync(
            $"""
            delete from detection
            where processed_ticks not in (select processed_ticks from detection order by processed_ticks limit {most})
            """);
        await scene.Database.ExecuteAsync("vacuum analyze detection");

        // What the simulator holds of the stream would be collected again and again beside both.
        scene.World.Logs[0].Clear();
        var options = scene.Settings.With("Connections:0:Mode=Paused").With("Siem:Api:PublicUrl=https://siem.contoso.com").ToOptions();
        var service = ServiceHost.Build(ReadConfiguration.Of(options), scene.DataSource, MarkerKeys.None);
        service.Urls.Add("http://127.0.0.1:0");
        await service.StartAsync();
        return new DetectionsSent(scene, service, await BareServer.StartAsync(scene.DataSource), await TokenAsync(service, scene));
    }

    public Task RewindAsync() => Task.CompletedTask;

    public Task<long> OursAsync()
    {
        var since = Stamp.Of(DateTimeOffset.UtcNow - TimeSpan.FromDays(1));
        return ReadAsync($"{_service.Urls.Single()}/api/alerts?sinceTimeUtc={since}", new AuthenticationHeaderValue("Bearer", _token));
    }

    public Task<long> BareAsync() => ReadAsync(_bare.Address, null);

    /// <summary>What is sent.</summary>
    public async Task<string> DescribeAsync()
    {
        var (detections, bytes) = (await _scene.CountAsync("detection"), await BareAsync());
        return string.Create(CultureInfo.InvariantCulture, $"{detections} detections, {bytes / 1_000_000.0:0.0} MB");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _service.StopAsync();
        await _service.DisposeAsync();
        await _bare.DisposeAsync();
    }

    private async Task<long> ReadAsync(string address, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = authorization;
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (buffer, bytes) = (new byte[64 * 1024], 0L);
        while (await body.ReadAsync(buffer) is > 0 and var read)
        {
            bytes += read;
        }

        return bytes;
    }

    private static async Task<string> TokenAsync(WebApplication service, Scene scene)
    {
        var changes = service.Services.GetRequiredService<ClientChanges>();
        var entry = new AuditEntry(new Caller("bench", "bench", null, null), "bench", null, true, "bench", "");
        var connections = service.Services.GetRequiredService<SiemTerms>().Named([scene.Connection.Name]);
        var client = await changes.MakeAsync(
            new NewClient("bench", ClientType.Generic, connections, []), entry, _ => Task.CompletedTask, CancellationToken.None);
        var tokens = await changes.MakeTokensAsync(client!.Client, entry, _ => Task.CompletedTask, CancellationToken.None);
        return tokens!.Access;
    }
}
