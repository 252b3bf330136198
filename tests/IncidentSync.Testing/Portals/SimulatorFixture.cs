using System.Security.Cryptography.X509Certificates;
using IncidentSync.Demo.Control;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Testing.Portals;

/// <summary>One started simulator for a class of tests, with nothing metered, and clients that trust its authority and nothing
/// else.</summary>
public class SimulatorFixture : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("simulator-").FullName;
    private DemoPortals? _portals;

    internal SimulatorHost Host => _portals!.Host;

    internal World World => Host.World;

    internal PortalClient Graph { get; private set; } = null!;

    internal PortalClient Arm { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _portals = await DemoPortals.StartAsync(Shape(new SimulatorOptions { CertificateDirectory = _directory, BudgetsLifted = true }));
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {World.Seed}");
        Http = Trusting(Host);
        Graph = await PortalClient.SignInAsync(Http, Host, Host.GraphEndpoint, "https://graph.microsoft.com/.default");
        Arm = await PortalClient.SignInAsync(Http, Host, Host.ArmEndpoint, "https://management.azure.com//.default");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal virtual SimulatorOptions Shape(SimulatorOptions options) => options;

    internal static HttpClient Trusting(SimulatorHost host)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(host.CertificateAuthorityPath) },
        };
        return new HttpClient(handler);
    }
}
