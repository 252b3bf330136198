using System.IO.Compression;
using Azure.Core;
using IncidentSync.Connectors.Http;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Links;

namespace IncidentSync.Connectors.Ingestion;

/// <summary>
/// The Logs Ingestion API of one data collection rule (learn.microsoft.com, "Logs Ingestion API in Azure Monitor"). It sends a batch once:
/// the stream decides what follows from each answer.
/// </summary>
/// <remarks>
/// <code>
/// | answer                                   | outcome                              |
/// |------------------------------------------|--------------------------------------|
/// | 2xx                                      | accepted                             |
/// | 400, 413                                 | halve                                |
/// | 429                                      | throttled                            |
/// | 401, 403, 404, no token                  | denied                               |
/// | no answer, 408, 5xx                      | again; the rows may have been taken  |
/// | no connection, 503, any other status     | again                                |
/// </code>
/// </remarks>
public sealed class LogsIngestion : IDisposable
{
    private const string ApiVersion = "2023-01-01";

    private readonly AzurePipeline _pipeline;
    private readonly IngestionOptions _options;
    private readonly TimeSpan _callTimeout;

    /// <summary>The API of one rule.</summary>
    /// <param name="options">The rule.</param>
    /// <param name="sentinel">The app that signs in: the one that writes to the workspace.</param>
    /// <param name="callTimeout">How long one call may take.</param>
    public LogsIngestion(IngestionOptions options, SentinelOptions sentinel, TimeSpan callTimeout)
    {
        (_options, _callTimeout) = (options, callTimeout);
        _pipeline = new AzurePipeline(() => sentinel.CreateCredential(callTimeout), options.Endpoint, options.Scope, callTimeout);
    }

    /// <summary>Sends one batch.</summary>
    /// <param name="stream">The rule's stream.</param>
    /// <param name="json">The rows, as a JSON array.</param>
    /// <param name="batch">The batch's id: the ClientRequestId of the table DCRLogErrors.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IngestionOutcome> SendAsync(
        string stream, ReadOnlyMemory<byte> json, Guid batch, CancellationToken cancellationToken)
    {
        var address = new Uri(
            $"{_options.Endpoint.AbsoluteUri.TrimEnd('/')}/dataCollectionRules/{Uri.EscapeDataString(_options.RuleId)}"
            + $"/streams/{Uri.EscapeDataString(stream)}?api-version={ApiVersion}");
        var body = Compressed(json.Span);
        return OutcomeOf(_pipeline.After(await Call.SendAsync(
            CallKind.Write,
            _callTimeout,
            token => _pipeline.SendOnceAsync(
                CallKind.Write, RequestMethod.Post, address, body,
                [("Content-Encoding", "gzip"), ("x-ms-client-request-id", $"{batch}")], token),
            cancellationToken)));
    }

    /// <inheritdoc/>
    public void Dispose() => _pipeline.Dispose();

    private static IngestionOutcome OutcomeOf(Answer answer) => (answer.Status, answer) switch
    {
        (_, Answer.Ok) => new IngestionOutcome.Accepted(),
        (400 or 413, Answer.Failed failed) => new IngestionOutcome.Halve(failed.Failure),
        (429, _) => new IngestionOutcome.Throttled(answer.Limits.RetryAfter),
        (_, Answer.NotFound) => new IngestionOutcome.Denied(HttpFailure.Denied(404, "NotFound", "the rule or the stream is not there")),
        (404, Answer.Failed failed) => new IngestionOutcome.Denied(failed.Failure),
        (_, Answer.Failed { Failure: Failure.Denied denied }) => new IngestionOutcome.Denied(denied),
        (_, Answer.Failed { Failure: Failure.Unknown unknown }) => new IngestionOutcome.Again(unknown, IsUnknown: true),
        (_, Answer.Failed failed) => new IngestionOutcome.Again(failed.Failure, IsUnknown: false),
        _ => new IngestionOutcome.Again(new Failure.RetryLater(null, $"HTTP {answer.Status}"), IsUnknown: false),
    };

    private static byte[] Compressed(ReadOnlySpan<byte> json)
    {
        using var whole = new MemoryStream();
        using (var gzip = new GZipStream(whole, CompressionLevel.Fastest))
        {
            gzip.Write(json);
        }

        return whole.ToArray();
    }
}
