using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using IncidentSync.Simulator.Hosting;

namespace IncidentSync.Testing.Portals;

/// <summary>
/// A TLS server that answers any request with the bytes it was given and then closes the connection in good order, for what no HTTP server
/// can be made to say. No bytes at all: it closes as a proxy does that has changed its mind.
/// </summary>
internal sealed partial class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly byte[] _answer;
    private readonly Task _serving;

    private RawServer(X509Certificate2 certificate, byte[] answer)
    {
        (_certificate, _answer) = (certificate, answer);
        _listener.Start();
        Address = new Uri($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>The head of every request that came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<RawServer> StartAsync(byte[] answer) =>
        new(await CertificateStore.OpenAsync(TrustedAuthority.CertificateDirectory, TimeProvider.System, CancellationToken.None), answer);

    /// <summary>A whole response with a JSON body.</summary>
    public static byte[] Json(byte[] body, int status = 200, string headers = "")
    {
        var head = $"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{headers}\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _certificate.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(_certificate);
            using var reader = new StreamReader(tls, Encoding.ASCII, false, 1024, leaveOpen: true);
            var head = new StringBuilder();
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
            {
                head.AppendLine(line);
            }

            // What is left unread when the connection closes makes the client lose its answer.
            if (ContentLength().Match(head.ToString()) is { Success: true } length)
            {
                await reader.ReadBlockAsync(new char[int.Parse(length.Groups[1].Value)]);
            }

            Requests.Enqueue(head.ToString());
            await tls.WriteAsync(_answer);
            await tls.ShutdownAsync();
        }
        catch (IOException)
        {
            // The client had enough.
        }
    }

    [GeneratedRegex(@"^Content-Length: ([1-9]\d{0,6})\r?$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex ContentLength();
}
