using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using IncidentSync.Connectors.Credentials;
using IncidentSync.Connectors.Http;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>
/// The few calls of Microsoft.SecurityInsights that are needed, over Azure.Core's pipeline, with the official client's shape: api-version
/// first, etag in the body, escaped segments. Its retries are turned off: a PUT that the pipeline repeats comes back as a conflict with
/// itself.
/// </summary>
internal sealed class SecurityInsightsClient : IDisposable
{
    private readonly HttpClient _http = PortalHttp.Create();
    private readonly Renewed<HttpPipeline> _pipeline;
    private readonly EndpointGuard _guard;
    private readonly string _apiVersion;
    private readonly TimeSpan _callTimeout;

    public SecurityInsightsClient(
        Func<TokenCredential> credential, Uri endpoint, string scope, string workspacePath, string apiVersion, TimeSpan callTimeout)
    {
        _apiVersion = apiVersion;
        _callTimeout = callTimeout;
        _guard = new EndpointGuard(endpoint);
        Workspace = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + workspacePath + "/providers/Microsoft.SecurityInsights/");
        var options = new SecurityInsightsClientOptions
        {
            Transport = new HttpClientTransport(_http),
            Retry = { MaxRetries = 0, NetworkTimeout = callTimeout },
            Diagnostics = { IsLoggingEnabled = false },
        };
        _pipeline = new(() => HttpPipelineBuilder.Build(
            options, new OriginPolicy(_guard), new BearerTokenAuthenticationPolicy(credential(), scope)));
    }

    /// <summary>The provider's root within the workspace, ending in a slash.</summary>
    public Uri Workspace { get; }

    /// <summary>The address of something in the workspace.</summary>
    /// <param name="segments">Its path, each part escaped here.</param>
    /// <param name="query">Further query parameters, escaped here.</param>
    public Uri Address(IEnumerable<string> segments, params IEnumerable<(string Name, string Value)> query)
    {
        var text = new StringBuilder(Workspace.AbsoluteUri)
            .AppendJoin('/', segments.Select(Uri.EscapeDataString))
            .Append("?api-version=").Append(Uri.EscapeDataString(_apiVersion));
        foreach (var (name, value) in query)
        {
            text.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return new Uri(text.ToString());
    }

    public async Task<Answer> SendAsync(RequestMethod method, Uri address, string? json, CancellationToken cancellationToken)
    {
        var kind = method == RequestMethod.Get ? CallKind.Read : CallKind.Write;
        return _pipeline.After(
            await Call.RunAsync(kind, _callTimeout, token => SendOnceAsync(kind, method, address, json, token), cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendOnceAsync(
        CallKind kind, RequestMethod method, Uri address, string? json, CancellationToken cancellationToken)
    {
        var pipeline = _pipeline.Value;
        using var message = pipeline.CreateMessage();
        message.BufferResponse = false;
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("Accept", "application/json");
        if (json is not null)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(json));
        }

        await pipeline.SendAsync(message, cancellationToken);
        var response = message.Response;
        return await AnswerReader.ReadAsync(
            new RawAnswer(
                response.Status,
                response.Headers.ContentType ?? "",
                response.Headers.TryGetValue("Retry-After", out var retryAfter) ? retryAfter : null,
                response.Headers.Date,
                response.ContentStream ?? Stream.Null),
            kind,
            cancellationToken);
    }

    private sealed class SecurityInsightsClientOptions : ClientOptions;

    /// <summary>Nothing leaves for another origin: the bearer policy behind this one would give it the token.</summary>
    private sealed class OriginPolicy(EndpointGuard guard) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => guard.Require(message.Request.Uri.ToUri());
    }
}
