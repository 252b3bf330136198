using System.Net;
using System.Security.Authentication;

namespace IncidentSync.Connectors.Http;

/// <summary>The transport of both clients: it follows nothing, keeps no cookies, and speaks TLS 1.2 or later with the system's trust.</summary>
internal static class PortalHttp
{
    public static HttpClient Create() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
