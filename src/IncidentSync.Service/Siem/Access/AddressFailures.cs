using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace IncidentSync.Service.Siem.Access;

/// <summary>
/// Failed calls of one address: beyond ten in a minute they are answered 429. It is asked after a secret or token was found wrong, so that
/// a right one is never refused for what others did from the same address. Each replica counts its own.
/// </summary>
internal sealed class AddressFailures : IDisposable
{
    private const int Most = 10;
    private const int Seconds = 60;
    private readonly PartitionedRateLimiter<IPAddress> _failures = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetSlidingWindowLimiter(NetworkOf(address), _ => new()
        {
            PermitLimit = Most, Window = TimeSpan.FromSeconds(Seconds), SegmentsPerWindow = 6, QueueLimit = 0,
        }));

    /// <summary>How long to wait after one failure too many.</summary>
    public static TimeSpan Wait { get; } = TimeSpan.FromSeconds(Seconds);

    /// <summary>Notes a failure.</summary>
    /// <returns>Whether it is one too many.</returns>
    public bool Add(HttpContext context)
    {
        using var lease = _failures.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        return !lease.IsAcquired;
    }

    public void Dispose() => _failures.Dispose();

    // Whoever has one IPv6 address has its whole /64.
    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6 || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
