using Azure.Core;
using Azure.Core.Pipeline;

namespace IncidentSync.Connectors.Http;

/// <summary>
/// Azure.Core's pipeline for one origin. It sends once: its retries are off, since a PUT that the pipeline repeats would conflict with
/// itself, and a token goes to that origin alone.
/// </summary>
internal sealed class AzurePipeline : IDisposable
{
    private const int NoContent = 204;

    private readonly HttpClient _http = PortalHttp.Create();
    private readonly Renewed<HttpPipeline> _pipeline;

    public AzurePipeline(Func<TokenCredential> credential, Uri endpoint, string scope, TimeSpan callTimeout)
    {
        var guard = new EndpointGuard(endpoint);
        var options = new Options
        {
            Transport = new HttpClientTransport(_http),
            Retry = { MaxRetries = 0, NetworkTimeout = callTimeout },
            Diagnostics = { IsLoggingEnabled = false },
        };
        _pipeline = new(() => HttpPipelineBuilder.Build(
            options, new OriginPolicy(guard), new BearerTokenAuthenticationPolicy(credential(), scope)));
    }

    /// <summary>Looks at an answer for a refused token: the next call then uses a new credential.</summary>
    public Answer After(Answer answer) => _pipeline.After(answer);

    /// <summary>Sends one request.</summary>
    /// <param name="kind">Whether it may have an effect.</param>
    /// <param name="method">GET, PUT or POST.</param>
    /// <param name="address">Where; below the origin.</param>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="headers">Further headers.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<Answer> SendOnceAsync(
        CallKind kind, RequestMethod method, Uri address, ReadOnlyMemory<byte>? body, IEnumerable<(string Name, string Value)> headers,
        CancellationToken cancellationToken)
    {
        var pipeline = _pipeline.Value;
        using var message = pipeline.CreateMessage();
        message.BufferResponse = false;
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("Accept", "application/json");
        foreach (var (name, value) in headers)
        {
            message.Request.Headers.Add(name, value);
        }

        if (body is { } json)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(json);
        }

        await pipeline.SendAsync(message, cancellationToken);
        var response = message.Response;
        var limits = QuotaHeaders.Read(response.Status, response.Headers.Date, Header);
        if (response.Status == NoContent)
        {
            return new Answer.Ok(default, response.Headers.Date) { Limits = limits, Status = response.Status };
        }

        return await AnswerReader.ReadAsync(
            new RawAnswer(
                response.Status,
                response.Headers.ContentType ?? "",
                Header("Retry-After"),
                response.Headers.Date,
                response.ContentStream ?? Stream.Null)
            {
                Limits = limits,
            },
            kind,
            cancellationToken);

        string? Header(string name) => response.Headers.TryGetValue(name, out var value) ? value : null;
    }

    public void Dispose() => _http.Dispose();

    private sealed class Options : ClientOptions;

    /// <summary>Stops a request to another origin: the bearer policy behind this one would add the token.</summary>
    private sealed class OriginPolicy(EndpointGuard guard) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => guard.Require(message.Request.Uri.ToUri());
    }
}
