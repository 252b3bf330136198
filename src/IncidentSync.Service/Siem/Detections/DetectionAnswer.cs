using System.IO.Compression;
using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Answers;
using IncidentSync.Service.Siem.Clients;
using IncidentSync.Service.Telemetry;
using Microsoft.Net.Http.Headers;

namespace IncidentSync.Service.Siem.Detections;

/// <summary>
/// <c>GET /api/alerts</c>: one array, written as it is read. What breaks in the midst of it ends the connection; an array that is closed
/// is whole.
/// </summary>
internal sealed class DetectionAnswer(
    DetectionBounds bounds, DetectionPages pages, Instruments instruments, ILogger<DetectionAnswer> log)
{
    /// <summary>The next <c>sinceTimeUtc</c> that misses nothing.</summary>
    public const string UntilHeader = "X-IncidentSync-Until";

    /// <summary>What is older may have been purged.</summary>
    public const string OldestHeader = "X-IncidentSync-Oldest";

    /// <summary>So long a client may take nothing.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    public async Task WriteAsync(HttpContext context, SiemClient client)
    {
        var errors = new InputErrors();
        var range = DetectionRange.Read(context.Request.Query, errors);
        if (errors.Problem is { } problem)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        instruments.SiemIgnored.Add(range.Ignored);
        var bound = await bounds.TakeAsync(client.SourceNames, range, context.RequestAborted);
        if (bound.IsAhead)
        {
            instruments.SiemFutureSince.Add(1);
        }

        // What lies in the future is not there yet, whatever the range's end.
        errors.When(!bound.IsAhead && range.Since > range.Until, "sinceTimeUtc", "is later than untilTimeUtc");
        if (errors.Problem is { } reversed)
        {
            await reversed.ExecuteAsync(context);
            return;
        }

        // The first page is read before anything is said, so that a database that is away is told as such.
        await using var read = pages.ReadAsync(bound, range, client.Sources, context.RequestAborted)
            .GetAsyncEnumerator(context.RequestAborted);
        await read.MoveNextAsync();
        var headers = context.Response.Headers;
        headers[UntilHeader] = new Stamp(bound.Until).ToString();
        if (bound.Oldest is { } oldest)
        {
            headers[OldestHeader] = new Stamp(oldest).ToString();
        }

        headers.CacheControl = "no-store";
        headers.Vary = HeaderNames.AcceptEncoding;
        context.Response.ContentType = "application/json";
        var plain = new PatientStream(context.Response.Body, Patience);
        var packed = TakesGzip(context.Request) ? new GZipStream(plain, CompressionLevel.Fastest, leaveOpen: true) : null;
        if (packed is not null)
        {
            headers.ContentEncoding = "gzip";
        }

        try
        {
            await WriteAsync(packed ?? (System.IO.Stream)plain, read, context.RequestAborted);
            if (packed is not null)
            {
                await packed.DisposeAsync();
            }
        }
        catch (Exception e) when (context.Response.HasStarted)
        {
            if (!context.RequestAborted.IsCancellationRequested)
            {
                log.AnswerCut(client.Name, e.GetType().Name);
            }

            context.Abort();
        }
    }

    private static async Task WriteAsync(
        System.IO.Stream stream, IAsyncEnumerator<IReadOnlyList<byte[]>> pages, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        text.WriteByte((byte)'[');
        var (isFirst, hasMore) = (true, true);
        while (hasMore)
        {
            // The next page is read while this one is sent.
            var page = pages.Current;
            var next = pages.MoveNextAsync();
            foreach (var body in page)
            {
                if (!isFirst)
                {
                    text.WriteByte((byte)',');
                }

                text.Write(body);
                isFirst = false;
            }

            try
            {
                await stream.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length), cancellationToken);
            }
            finally
            {
                // An iterator cannot be disposed of while it runs.
                hasMore = await next;
            }

            text.SetLength(0);
        }

        await stream.WriteAsync("]"u8.ToArray(), cancellationToken);
    }

    private static bool TakesGzip(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)
        && accepted.Any(encoding => encoding.Quality is not 0
            && (encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) || encoding.Value == "*"));
}
