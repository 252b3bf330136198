using System.Net;
using System.Net.Http.Headers;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary>The plainest client: a token of the same app, and what an HttpClient does by itself.</summary>
internal sealed class BareClient : IDisposable
{
    private readonly HttpClient _http;

    private BareClient(HttpClient http) => _http = http;

    public static async Task<BareClient> SignInAsync(SimulatorHost simulator, string scope)
    {
        var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });
        var client = await PortalClient.SignInAsync(http, simulator, simulator.Authority, scope);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", client.Token);
        return new BareClient(http);
    }

    public Task<byte[]> GetAsync(string address) => _http.GetByteArrayAsync(address);

    /// <summary>Sends what was packed with gzip.</summary>
    public async Task PostAsync(string address, byte[] packed)
    {
        using var content = new ByteArrayContent(packed);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var answer = await _http.PostAsync(address, content);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
