using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace IncidentSync.Service.Tests.Faults;

/// <summary>
/// A network that fails, between the service and a server: it hands on bytes until it is told to cut, to hold back or to refuse. What a
/// client sends at once (a statement, a batch, a COMMIT) is one <see cref="Parcel"/>.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly EndPoint _server;
    private readonly HashSet<Connection> _open = [];
    private readonly Lock _gate = new();
    private readonly Task _accepting;
    private long _parcels;

    public FaultProxy(EndPoint server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public static string Host => "127.0.0.1";

    /// <summary>PostgreSQL has its socket where no network reaches.</summary>
    public static FaultProxy ToPostgres(string database)
    {
        var server = new NpgsqlConnectionStringBuilder(database);
        return new FaultProxy(new UnixDomainSocketEndPoint($"{server.Host}/.s.PGSQL.{server.Port}"));
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What happens to the next parcels; asked for each, in order.</summary>
    public Func<Parcel, Fate> Fate { get; set; } = _ => Faults.Fate.Pass;

    /// <summary>New connections are taken and closed at once.</summary>
    public bool Refuses { get; set; }

    /// <summary>The way to that database through here.</summary>
    public string Reach(string database, string more) =>
        new NpgsqlConnectionStringBuilder($"{database};{more}") { Host = Host, Port = Port }.ConnectionString;

    /// <summary>Resets every connection there is.</summary>
    /// <returns>How many there were.</returns>
    public int Drop()
    {
        Connection[] all;
        lock (_gate)
        {
            all = [.. _open];
        }

        foreach (var connection in all)
        {
            connection.Reset();
        }

        return all.Length;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        Drop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var connection = new Connection(client, _server);
        lock (_gate)
        {
            _open.Add(connection);
        }

        try
        {
            if (!Refuses)
            {
                await connection.RunAsync(bytes => Fate(new Parcel(Interlocked.Increment(ref _parcels), bytes)));
            }
        }
        catch (Exception cut) when (cut is SocketException or IOException or ObjectDisposedException)
        {
            // Both ends see it as we do: the line is dead.
        }
        finally
        {
            connection.Reset();
            lock (_gate)
            {
                _open.Remove(connection);
            }
        }
    }

    /// <summary>A client and its server.</summary>
    private sealed class Connection(Socket client, EndPoint server)
    {
        private readonly Socket _far = new(
            server.AddressFamily, SocketType.Stream, server is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);

        private volatile Fate _fate = Faults.Fate.Pass;
        private int _reset;

        public async Task RunAsync(Func<ReadOnlyMemory<byte>, Fate> decide)
        {
            await _far.ConnectAsync(server);
            await Task.WhenAny(SendAsync(decide), AnswerAsync()).Unwrap();
        }

        // A reset, not a goodbye: whatever is under way is lost.
        public void Reset()
        {
            if (Interlocked.Exchange(ref _reset, 1) == 1)
            {
                return;
            }

            foreach (var end in new[] { client, _far })
            {
                end.LingerState = new LingerOption(true, 0);
                end.Dispose();
            }
        }

        private async Task SendAsync(Func<ReadOnlyMemory<byte>, Fate> decide)
        {
            var buffer = new byte[1 << 16];
            while (await client.ReceiveAsync(buffer) is > 0 and var count)
            {
                _fate = decide(buffer.AsMemory(0, count));
                switch (_fate.Kind)
                {
                    case FateKind.CutBefore:
                        return;
                    case FateKind.GoSilent:
                        await Task.Delay(_fate.Time);
                        return;
                    case FateKind.Delay:
                        await Task.Delay(_fate.Time);
                        break;
                }

                await _far.SendAsync(buffer.AsMemory(0, count));
                if (_fate.Kind == FateKind.GoSilentAfter)
                {
                    await Task.Delay(_fate.Time);
                    return;
                }
            }
        }

        private async Task AnswerAsync()
        {
            var buffer = new byte[1 << 16];
            while (await _far.ReceiveAsync(buffer) is > 0 and var count)
            {
                // The server has done what it was asked to do, and nobody will hear of it.
                if (_fate.Kind == FateKind.CutAfter)
                {
                    return;
                }

                if (_fate.Kind == FateKind.GoSilentAfter)
                {
                    continue;
                }

                await client.SendAsync(buffer.AsMemory(0, count));
            }
        }
    }
}
