using System.Text;
using Azure.Core;
using IncidentSync.Connectors.Http;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>
/// The few calls of Microsoft.SecurityInsights that we need, in the official client's form: api-version first, etag in the body, escaped
/// segments.
/// </summary>
internal sealed class SecurityInsightsClient : IDisposable
{
    private readonly AzurePipeline _pipeline;
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
        Workspace = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + workspacePath + "/providers/Microsoft.SecurityInsights/");
        _pipeline = new AzurePipeline(credential, endpoint, scope, callTimeout);
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

    public void Dispose() => _pipeline.Dispose();

    private async Task<Answer> SendAsync(
        PortalCall call, RequestMethod method, Uri? address, string? json, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? body = json is null ? null : Encoding.UTF8.GetBytes(json);
        return address is null ? Answer.Unaddressable : _pipeline.After(await Call.RunAsync(
            _gate, call, _callTimeout,
            (kind, token) => _pipeline.SendOnceAsync(kind, method, address, body, [], token), cancellationToken));
    }
}
