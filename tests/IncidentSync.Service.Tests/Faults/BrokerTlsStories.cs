using System.Security.Cryptography.X509Certificates;
using IncidentSync.Demo.Servers;
using IncidentSync.Service.Tests.Stories;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Testing;
using IncidentSync.Testing.Portals;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Faults;

/// <summary>A broker over TLS is believed when its certificate is valid for the name it is called by, and never else.</summary>
public sealed class BrokerTlsStories(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("incidentsync-tests-broker-").FullName;
    private RabbitServer _broker = null!;

    public async ValueTask InitializeAsync() => _broker = await RabbitServer.StartAsync(
        _directory, CancellationToken.None, server => TlsOf(server, TrustedAuthority.CertificateDirectory));

    [Fact]
    public async Task Only_a_certificate_that_is_valid_for_the_host_is_believed()
    {
        await using (var believed = await StartAsync("localhost"))
        {
            await Wait.UntilAsync(() => IsUpAsync(believed), () => $"A good broker is refused. {Tail(believed)}");
        }

        await using (var misnamed = await StartAsync("127.0.0.2"))
        {
            await ShouldBeRefusedAsync(misnamed);
        }

        await _broker.StopAsync();
        _broker.Settings = TlsOf(_broker, Path.Combine(_directory, "unknown"));
        await _broker.StartAsync(TestContext.Current.CancellationToken);
        await using var unknown = await StartAsync("localhost");
        await ShouldBeRefusedAsync(unknown);
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task ShouldBeRefusedAsync(TestEnvironment environment)
    {
        await Wait.UntilAsync(
            () => environment.Logs.Lines.Any(line => line.Contains(" 6019: ") && line.Contains("certificate")), () =>
                $"It is not refused. {Tail(environment)}");
        (await IsUpAsync(environment)).ShouldBeFalse();
    }

    private static async Task<bool> IsUpAsync(TestEnvironment environment) =>
        (await environment.HealthAsync("/health/ready")).Body!["bus"]!.GetValue<string>() == "ok";

    private static string Tail(TestEnvironment environment) => string.Join('\n', environment.Logs.Lines.TakeLast(10));

    private static string[] TlsOf(RabbitServer server, string certificates)
    {
        using var certificate = CertificateStore.OpenAsync(certificates, TimeProvider.System, CancellationToken.None)
            .GetAwaiter().GetResult();
        var (chain, key) = (Path.Combine(certificates, "broker.pem"), Path.Combine(certificates, "broker.key"));
        File.WriteAllText(chain, certificate.ExportCertificatePem());
        File.WriteAllText(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return
        [
            $"listeners.ssl.1 = 127.0.0.1:{server.TlsPort}", $"listeners.ssl.2 = 127.0.0.2:{server.TlsPort}",
            $"ssl_options.cacertfile = {CertificateStore.AuthorityPath(certificates)}",
            $"ssl_options.certfile = {chain}", $"ssl_options.keyfile = {key}",
        ];
    }

    private Task<TestEnvironment> StartAsync(string host) =>
        TestEnvironment.StartAsync(postgres, surroundings: new() { Settings = settings => settings
        .With("Bus:Transport=RabbitMq; Bus:RabbitMq:UseTls=true").With("Bus:RabbitMq:Host", host).With("Bus:RabbitMq:Port", _broker.TlsPort)
        .With("Bus:RabbitMq:VirtualHost", _broker.VirtualHost)
        .With("Bus:RabbitMq:Username", _broker.Username).With("Bus:RabbitMq:Password", _broker.Password) });
}
