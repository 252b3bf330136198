using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IncidentSync.Connectors.Credentials;
using IncidentSync.Service.Configuration;
using k8s.Models;

namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>
/// What the chart renders, file and environment, goes through the service's own reader: this keeps the two together. The environment is the
/// process's, so that no other class here reads a configuration.
/// </summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("incidentsync-pod-").FullName;
    private readonly Dictionary<string, string?> _environment = [];

    [Theory]
    [MemberData(nameof(ExampleTests.Names), MemberType = typeof(ExampleTests))]
    public async Task The_service_finds_nothing_wrong_with_an_example(string example) =>
        Read(await Release.OfExampleAsync(example)).Errors.ShouldBeEmpty();

    [Fact]
    public async Task Every_value_arrives()
    {
        var options = Read(await Release.OfExampleAsync("replicas")).Options;
        options.Bus.Transport.ShouldBe("RabbitMq");
        options.Bus.RabbitMq.ShouldSatisfyAllConditions(
            broker => broker.Host.ShouldBe("rabbitmq.contoso.com"), broker => broker.UseTls.ShouldBeTrue(),
            broker => broker.Port.ShouldBe((ushort)5671), broker => broker.VirtualHost.ShouldBe("incidentsync"));
        (options.Bus.RabbitMq.Username, options.Bus.RabbitMq.Password).ShouldBe(
            ("of incidentsync-broker/username", "of incidentsync-broker/password"));
        (options.Admin.Audience, options.Admin.AllowedTenants.Single(), options.Admin.KnownProxies.Single()).ShouldBe(
            ("ad000000-0000-4000-8000-000000000001", "c0de0000-0000-4000-8000-000000000001", "10.0.0.0/8"));
        (options.Security.Strict, options.Marker.KeyId, options.Marker.Keys.Single().KeyId).ShouldBe((true, "2", "1"));
        var connection = options.Connections.ShouldHaveSingleItem();
        (connection.Name, connection.Mode, connection.CreateDelay, connection.Brake.AtLeast).ShouldBe(
            ("contoso", "Sync", TimeSpan.FromMinutes(5), 50));
        (connection.Filter.MinSeverity, connection.Policy["status"], connection.Owners.Single().Sentinel.UserPrincipalName).ShouldBe(
            ("Medium", "newest", "soc-tier2@contoso.com"));
        connection.Defender.Credential.Kind.ShouldBe(CredentialKind.WorkloadIdentity);
    }

    [Fact]
    public async Task Each_connection_gets_its_defaults_its_own_values_and_its_own_secrets()
    {
        var options = Read(await Release.OfExampleAsync("mssp")).Options;
        options.Connections.Select(connection => (connection.Name, connection.Mode, connection.Policy["title"])).ShouldBe(
            [("contoso", "Observe", "hold"), ("fabrikam", "Sync", "hold")]);
        options.Connections[0].Sentinel.Credential.ClientSecret.ShouldBe("of contoso-app/client-secret");
        options.Connections[1].Defender.Credential.Password.ShouldBe("of fabrikam-app/password");
        options.Connections.ShouldAllBe(connection => connection.Defender.PollInterval == TimeSpan.FromSeconds(5));
        options.Admin.Grants.Select(grant => (grant.Who.Kind, grant.Role, grant.Connections.Single())).ShouldBe(
            [("Group", "Operate", "*"), ("Tenant", "Read", "fabrikam")]);
    }

    [Fact]
    public async Task A_cloud_is_said_once_for_all_connections()
    {
        var connection = Read(await Release.OfExampleAsync("us-gov")).Options.Connections.Single();
        (connection.Defender.Cloud, connection.Sentinel.Cloud).ShouldBe(("UsGov", "UsGov"));
    }

    [Fact]
    public async Task The_migration_finds_all_it_needs_in_its_environment()
    {
        var job = (await Release.OfExampleAsync("replicas")).Migration.Spec.Template.Spec.Containers.Single();
        Apply(job);
        var read = ConfigurationFile.ReadStore(null);
        read.Errors.ShouldBeEmpty();
        read.Options.Store.ConnectionString.ShouldStartWith("Host=incidentsync-migrator");
    }

    [Fact]
    public async Task Quotas_and_a_protected_marker_arrive()
    {
        const string values = "{ quota: { GraphPerMinute: 75 }, marker: { protection: { existingSecret: protection } } }";
        var read = Read(await Release.OfAsync(values));
        read.Errors.ShouldBeEmpty();
        (read.Options.Quota.GraphPerMinute, read.Options.Quota.IncidentPutsPerFiveMinutes).ShouldBe((75, 75));
        read.Options.Marker.Protection.ShouldEndWith("/protection/protection-key");
    }

    public void Dispose()
    {
        foreach (var (name, value) in _environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private ReadConfiguration Read(Release release)
    {
        Apply(release.Container);
        var file = Path.Combine(_folder, "incidentsync.json");
        File.WriteAllText(file, Mounted(release.Configuration));
        return ConfigurationFile.Read(file);
    }

    // As the kubelet would, with a value for each Secret that says which it is.
    private void Apply(V1Container container)
    {
        foreach (var mount in container.VolumeMounts ?? [])
        {
            Directory.CreateDirectory(Mounted(mount.MountPath));
        }

        WriteCertificates();
        foreach (var variable in container.Env.Where(variable => variable.Name != "SSL_CERT_DIR"))
        {
            _environment.TryAdd(variable.Name, Environment.GetEnvironmentVariable(variable.Name));
            Environment.SetEnvironmentVariable(
                variable.Name, Mounted(variable.Value ?? ValueOf(variable.Name, variable.ValueFrom.SecretKeyRef)));
        }
    }

    private static string ValueOf(string variable, V1SecretKeySelector secret) =>
        variable.EndsWith("ConnectionString", StringComparison.Ordinal) ? $"Host={secret.Name};SSL Mode=VerifyFull"
        : variable.EndsWith("__Key", StringComparison.Ordinal) ? Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(variable)))
        : $"of {secret.Name}/{secret.Key}";

    private string Mounted(string text) => text.Replace("/etc/incidentsync", _folder, StringComparison.Ordinal);

    private void WriteCertificates()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=contoso.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Write("credentials/fabrikam-app/app.pfx", certificate.Export(X509ContentType.Pfx, "of fabrikam-app/password"));
        Write("tls/tls.crt", Encoding.UTF8.GetBytes(certificate.ExportCertificatePem()));
        Write("tls/tls.key", Encoding.UTF8.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        Write("protection/protection-key", Encoding.UTF8.GetBytes(Convert.ToBase64String(new byte[32])));
    }

    private void Write(string path, byte[] content)
    {
        var whole = Path.Combine(_folder, path);
        if (Directory.Exists(Path.GetDirectoryName(whole)))
        {
            File.WriteAllBytes(whole, content);
        }
    }
}
