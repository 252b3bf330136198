using System.Text;
using Azure.Core;
using IncidentSync.Connectors.Credentials;
using IncidentSync.Connectors.Http;
using Microsoft.Graph;
using Microsoft.Graph.Authentication;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace IncidentSync.Connectors.Defender;

/// <summary>
/// Sends the requests of Graph's builders. It leaves out the SDK's pipeline on purpose: its RetryHandler sends a comment again on a 504,
/// and its RedirectHandler takes the request to another host. The adapter authenticates; this sends once and reads the raw JSON.
/// </summary>
internal sealed class GraphClient : IDisposable
{
    private readonly HttpClient _http = PortalHttp.Create();
    private readonly Renewed<HttpClientRequestAdapter> _adapter;
    private readonly string _baseUrl;
    private readonly EndpointGuard _guard;
    private readonly TimeSpan _callTimeout;
    private readonly ICallGate _gate;

    public GraphClient(Func<TokenCredential> credential, Uri endpoint, string scope, TimeSpan callTimeout, ICallGate gate)
    {
        _gate = gate;
        _guard = new EndpointGuard(endpoint);
        _callTimeout = callTimeout;
        _baseUrl = endpoint.AbsoluteUri.TrimEnd('/');
        _adapter = new(() =>
        {
            var signer = new AzureIdentityAuthenticationProvider(credential(), [endpoint.Host], isCaeEnabled: true, scopes: [scope]);
            return new HttpClientRequestAdapter(signer, httpClient: _http) { BaseUrl = _baseUrl };
        });
        Builders = new GraphServiceClient(_adapter.Value);
    }

    /// <summary>A client for one tenant.</summary>
    public static GraphClient Of(DefenderOptions options, TimeSpan callTimeout, ICallGate? gate)
    {
        var cloud = Cloud.Named(options.Cloud) ?? throw new ArgumentException($"There is no cloud '{options.Cloud}'.", nameof(options));
        var authority = options.AuthorityHost.Length > 0 ? options.AuthorityHost : cloud == Cloud.Global ? "" : cloud.AuthorityHost;
        var endpoint = new Uri(options.GraphEndpoint.Length > 0 ? options.GraphEndpoint : cloud.GraphEndpoint);
        return new GraphClient(
            () => PortalCredential.Create(options.TenantId, options.ClientId, options.Credential, authority, callTimeout),
            endpoint, cloud.GraphScope, callTimeout,
            gate ?? OpenGate.Instance);
    }

    /// <summary>The SDK's request builders.</summary>
    public GraphServiceClient Builders { get; }

    public async Task<Answer> SendAsync(PortalCall call, RequestInformation request, CancellationToken cancellationToken)
    {
        // The builders do not escape dots.
        if (call.Resource is { } incident && PortalIds.Incident(incident) is null)
        {
            return Answer.Unaddressable;
        }

        // Without this header Graph hides newer enumeration members behind unknownFutureValue.
        request.Headers.Add("Prefer", "include-unknown-enum-members");
        request.Headers.Add("client-request-id", Guid.NewGuid().ToString());
        return _adapter.After(
            await Call.RunAsync(_gate, call, _callTimeout, (kind, token) => SendOnceAsync(kind, request, token), cancellationToken));
    }

    /// <summary>Sets our own JSON body on a request.</summary>
    public static void SetJson(RequestInformation request, string json) =>
        request.SetStreamContent(new MemoryStream(Encoding.UTF8.GetBytes(json)), "application/json");

    /// <summary>The parameters from which a hand-made request learns the endpoint.</summary>
    public Dictionary<string, object> BasePath() => new() { ["baseurl"] = _baseUrl };

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendOnceAsync(CallKind kind, RequestInformation request, CancellationToken cancellationToken)
    {
        request.PathParameters["baseurl"] = _baseUrl;
        _guard.Require(request.URI);
        using var message = await _adapter.Value.ConvertToNativeRequestAsync<HttpRequestMessage>(request, cancellationToken)
            ?? throw new InvalidOperationException("The adapter made no request.");
        _guard.Require(message.RequestUri!);
        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var status = (int)response.StatusCode;
        return await AnswerReader.ReadAsync(
            new RawAnswer(status, response.Content.Headers.ContentType?.MediaType ?? "", Header("Retry-After"), response.Headers.Date, body)
            {
                Limits = QuotaHeaders.Read(status, response.Headers.Date, Header),
            },
            kind,
            cancellationToken);

        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
    }
}
