using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Pipeline;

/// <summary>Puts an answer on the wire, whole or not.</summary>
internal static class Delivery
{
    private const int SlowPieces = 8;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task SendAsync(HttpContext context, Exchange exchange, Action<IHeaderDictionary> addHeaders)
    {
        if (exchange.Loss == Loss.Dropped)
        {
            context.Abort();
            return;
        }

        var (answer, response) = (exchange.Answer, context.Response);
        var body = Body(answer);
        response.StatusCode = answer.Status;
        addHeaders(response.Headers);
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (answer.Html is not null)
        {
            response.ContentType = "text/html; charset=utf-8";
        }

        if (answer.Status != StatusCodes.Status204NoContent)
        {
            response.ContentLength = body.Length;
        }

        try
        {
            await WriteAsync(context, body, exchange);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client gave up waiting for a slow body.
        }
    }

    public static byte[] Body(Answer answer) => answer.Html is { } html ? System.Text.Encoding.UTF8.GetBytes(html)
        : answer.Json is { } node ? JsonSerializer.SerializeToUtf8Bytes(node, Json)
        : [];

    private static async Task WriteAsync(HttpContext context, byte[] body, Exchange exchange)
    {
        switch (exchange.Loss)
        {
            case Loss.Truncated:
                await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                break;

            // An answer without a body is late as a whole.
            case Loss.Slow when body.Length == 0:
                await Task.Delay(exchange.Pace, context.RequestAborted);
                break;
            case Loss.Slow:
                foreach (var piece in body.Chunk(Math.Max(1, body.Length / SlowPieces)))
                {
                    await Task.Delay(exchange.Pace / SlowPieces, context.RequestAborted);
                    await context.Response.Body.WriteAsync(piece, context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                }

                break;
            case Loss.None when body.Length > 0:
                await context.Response.Body.WriteAsync(body, context.RequestAborted);
                break;
        }
    }
}
