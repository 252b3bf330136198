using System.Security.Cryptography.X509Certificates;
using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

public class CertificateTests
{
    [Fact]
    public async Task A_valid_certificate_is_kept_for_the_next_start_and_a_damaged_one_made_anew()
    {
        var directory = Directory.CreateTempSubdirectory("certificates-").FullName;
        var options = new SimulatorOptions { CertificateDirectory = directory };
        var first = await Authority(options);
        (await Authority(options)).ShouldBe(first);
        File.WriteAllText(Path.Combine(directory, "server.pfx"), "damaged");
        (await Authority(options)).ShouldNotBe(first);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_authority_is_not_served()
    {
        var options = new SimulatorOptions { CertificateDirectory = Directory.CreateTempSubdirectory("certificates-").FullName };
        await using var host = await SimulatorHost.StartAsync(options, TestContext.Current.CancellationToken);
        using var stranger = new HttpClient();
        await Should.ThrowAsync<HttpRequestException>(() =>
            stranger.GetAsync(new Uri(host.Authority, "control"), TestContext.Current.CancellationToken));
        Directory.Delete(options.CertificateDirectory, recursive: true);
    }

    private static async Task<string> Authority(SimulatorOptions options)
    {
        await using var host = await SimulatorHost.StartAsync(options);
        using var client = SimulatorFixture.Trusting(host);
        (await client.GetAsync(new Uri(host.Authority, "control"))).EnsureSuccessStatusCode();
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(host.CertificateAuthorityPath);
        return certificate.Thumbprint;
    }
}
