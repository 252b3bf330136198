using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace IncidentSync.Service.Tests.Stories;

/// <summary>Takes every connection and never says a word.</summary>
internal sealed class SilentServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> clients = [];

    public SilentServer()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>How many came.</summary>
    public int Connections => clients.Count;

    public void Dispose()
    {
        listener.Stop();
        foreach (var client in clients)
        {
            client.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                clients.Add(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
        }
    }
}
