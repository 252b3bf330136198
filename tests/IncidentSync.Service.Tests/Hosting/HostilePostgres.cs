using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IncidentSync.Service.Tests.Hosting;

/// <summary>A server that answers PostgreSQL's start-up message with an error in words of its own.</summary>
internal sealed class HostilePostgres : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _error;
    private readonly Task _serving;

    public HostilePostgres(string words)
    {
        byte[] fields = [.. Encoding.UTF8.GetBytes($"SFATAL\0VFATAL\0C28P01\0M{words}\0D{words}\0"), 0];
        _error = [(byte)'E', 0, 0, 0, 0, .. fields];
        BinaryPrimitives.WriteInt32BigEndian(_error.AsSpan(1), fields.Length + 4);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                _ = await stream.ReadAsync(new byte[4096]);
                await stream.WriteAsync(_error);
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(new byte[4096]) > 0)
                {
                    // The client goes in its own time.
                }
            }
        }
        catch (Exception stopped) when (stopped is SocketException or IOException or InvalidOperationException)
        {
            // The test is over, or the client had enough.
        }
    }
}
