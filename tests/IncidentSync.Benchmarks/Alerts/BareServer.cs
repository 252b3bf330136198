using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace IncidentSync.Benchmarks.Alerts;

/// <summary>Sends the stored detections: one statement, no token, no condition, no order but the key's.</summary>
internal sealed class BareServer : IAsyncDisposable
{
    private const int Piece = 64 * 1024;

    private readonly WebApplication _app;

    private BareServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<BareServer> StartAsync(NpgsqlDataSource dataSource)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", context => SendAsync(dataSource, context.Response));
        await app.StartAsync();
        return new BareServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task SendAsync(NpgsqlDataSource dataSource, HttpResponse response)
    {
        response.ContentType = "application/json";
        await using var command = dataSource.CreateCommand("select body from detection order by source_id, processed_ticks");
        await using var reader = await command.ExecuteReaderAsync();
        using var text = new MemoryStream();
        for (var separator = (byte)'['; await reader.ReadAsync(); separator = (byte)',')
        {
            text.WriteByte(separator);
            text.Write(reader.GetFieldValue<byte[]>(0));
            if (text.Length > Piece)
            {
                await response.Body.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length));
                text.SetLength(0);
            }
        }

        text.WriteByte((byte)']');
        await response.Body.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length));
    }
}
