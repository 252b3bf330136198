using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using IncidentSync.Connectors.Credentials;
using IncidentSync.Connectors.Http;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>
/// The few calls of Microsoft.SecurityInsights that we need, over Azure.Core's pipeline, in the official client's form: api-version first,
/// etag in the body, escaped segments. Its retries are off: a PUT that the pipeline repeats would conflict with itself.
/// </summary>
internal sealed class SecurityInsightsClient : IDisposable
{
    private readonly HttpClient _http = PortalHttp.Create();
    private readonly Renewed<HttpPipeline> _pipeline;
    private readonly EndpointGuard _guard;
    private readonly string _apiVersion;
    private readonly TimeSpan _callTimeout;
    private readonly ICallGate _gate;

    public SecurityInsightsClient(
        Func<TokenCredential> credential, Uri endpoint, string scope,
        string workspacePath, string apiVersion, TimeSpan callTimeout, ICallGate gate)
    {
        _gate = gate;
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

    /// <summary>The address of a resource in the workspace; null when a segment is not a name, because it could lead elsewhere.</summary>
    /// <param name="segments">Its path; each segment is checked and escaped here.</param>
    /// <param name="query">Further query parameters, escaped here.</param>
    public Uri? Address(IReadOnlyList<string> segments, params IEnumerable<(string Name, string Value)> query)
    {
        if (segments.Any(segment => PortalIds.Resource(segment) is null))
        {
            return null;
        }

        var text = new StringBuilder(Workspace.AbsoluteUri)
            .AppendJoin('/', segments.Select(Uri.EscapeDataString))
            .Append("?api-version=").Append(Uri.EscapeDataString(_apiVersion));
        foreach (var (name, value) in query)
        {
            text.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return new Uri(text.ToString());
    }

    public async Task<Answer> GetAsync(PortalCall call, Uri? address, CancellationToken cancellationToken) =>
        await SendAsync(call, RequestMethod.Get, address, null, cancellationToken);

    public async Task<Answer> PutAsync(PortalCall call, Uri? address, string json, CancellationToken cancellationToken) =>
        await SendAsync(call, RequestMethod.Put, address, json, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendAsync(
        PortalCall call, RequestMethod method, Uri? address, string? json, CancellationToken cancellationToken) =>
        address is null ? Answer.Unaddressable : _pipeline.After(await Call.RunAsync(
            _gate, call, _callTimeout, (kind, token) => SendOnceAsync(kind, method, address, json, token), cancellationToken));

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
                Header("Retry-After"),
                response.Headers.Date,
                response.ContentStream ?? Stream.Null)
            {
                Limits = QuotaHeaders.Read(response.Status, response.Headers.Date, Header),
            },
            kind,
            cancellationToken);

        string? Header(string name) => response.Headers.TryGetValue(name, out var value) ? value : null;
    }

    private sealed class SecurityInsightsClientOptions : ClientOptions;
}
