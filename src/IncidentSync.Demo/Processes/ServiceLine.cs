using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using IncidentSync.Simulator.Hosting;

namespace IncidentSync.Demo.Processes;

/// <summary>How the demo and the service speak: in clear on loopback, or with the portals' certificate, strict in all else.</summary>
internal sealed class ServiceLine : IDisposable
{
    private readonly bool _isTls;

    private ServiceLine(bool isTls, HttpClient http) => (_isTls, Http) = (isTls, http);

    /// <summary>Believes the portals' authority and no other.</summary>
    public HttpClient Http { get; }

    /// <summary>What the service has to know, in its environment.</summary>
    public ImmutableDictionary<string, string> Settings { get; private init; } = ImmutableDictionary<string, string>.Empty;

    public static ServiceLine Clear() => new(isTls: false, Client(new SocketsHttpHandler()));

    /// <param name="certificates">Where the portals keep theirs.</param>
    public static ServiceLine Strict(string certificates)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(CertificateStore.AuthorityPath(certificates)));
        return new ServiceLine(isTls: true, Client(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } }))
        {
            Settings = ImmutableDictionary.CreateRange<string, string>(
            [
                new("IncidentSync__Security__Strict", "true"),
                new("Kestrel__Certificates__Default__Path", CertificateStore.ServerPath(certificates)),
            ]),
        };
    }

    /// <summary>An address that nobody listens on.</summary>
    public Uri NewAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new Uri($"{(_isTls ? "https" : "http")}://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
    }

    public void Dispose() => Http.Dispose();

    private static HttpClient Client(SocketsHttpHandler handler)
    {
        handler.UseProxy = false;
        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }
}
