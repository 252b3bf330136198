using System.Net;

namespace IncidentSync.Service.Siem.Access;

/// <summary>Whether a secret may come this way.</summary>
/// <remarks>
/// <code>
/// | the call came                                              | answered |
/// |------------------------------------------------------------|----------|
/// | over TLS, or a known proxy says that it did                | yes      |
/// | in clear, over loopback or a Unix socket, from there       | yes      |
/// | in clear, from anywhere else                               | no       |
/// </code>
/// </remarks>
internal static class Transport
{
    public static bool IsSafe(HttpContext context) =>
        context.Request.IsHttps || (IsHere(context.Connection.LocalIpAddress) && IsHere(context.Connection.RemoteIpAddress));

    private static bool IsHere(IPAddress? address) => address is null || IPAddress.IsLoopback(address);
}
