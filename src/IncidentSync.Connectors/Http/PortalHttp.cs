using System.Net;
using System.Security.Authentication;

namespace IncidentSync.Connectors.Http;

/// <summary>
/// The transport of both clients: it sends once, follows no redirect, keeps no cookies, and uses TLS 1.2 or later with the system's trust.
/// </summary>
internal static class PortalHttp
{
    public static HttpClient Create() => new(new SendsOnce(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
    }))
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>
    /// SocketsHttpHandler sends a request without content up to four times when the connection ends before an answer begins (measured; its
    /// HttpConnection.SendAsync), and no setting turns that off. A request whose content has begun is never sent again, and empty content
    /// is one header more.
    /// </summary>
    private sealed class SendsOnce(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Content ??= new ByteArrayContent([]);
            return base.SendAsync(request, cancellationToken);
        }

        // Azure.Core's transport uses this for its synchronous calls.
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Content ??= new ByteArrayContent([]);
            return base.Send(request, cancellationToken);
        }
    }
}
