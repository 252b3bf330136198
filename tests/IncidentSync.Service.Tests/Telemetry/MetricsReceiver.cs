using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentSync.Service.Tests.Telemetry;

/// <summary>
/// Takes OTLP over HTTP, as a collector does. In protobuf every text stands as its own bytes: what was said can be searched without a
/// parser.
/// </summary>
internal sealed class MetricsReceiver : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly ConcurrentQueue<byte[]> _bodies = new();

    private MetricsReceiver(WebApplication host) => _host = host;

    public string Address => _host.Urls.Single();

    /// <summary>The types of what was sent.</summary>
    public ConcurrentQueue<string?> ContentTypes { get; } = new();

    /// <summary>How many exports have arrived.</summary>
    public int Exports => _bodies.Count;

    public static async Task<MetricsReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var receiver = new MetricsReceiver(builder.Build());
        receiver._host.Urls.Add("http://127.0.0.1:0");
        receiver._host.MapPost("/v1/metrics", receiver.TakeAsync);
        await receiver._host.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>The text has arrived somewhere.</summary>
    public bool Has(string text) => _bodies.Any(body => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext call)
    {
        using var body = new MemoryStream();
        await call.Request.Body.CopyToAsync(body, call.RequestAborted);
        _bodies.Enqueue(body.ToArray());
        ContentTypes.Enqueue(call.Request.ContentType);
    }
}
