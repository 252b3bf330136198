using IncidentSync.Simulator.Hosting;
using IncidentSync.Simulator.Worlds;
using IncidentSync.Testing.Portals;

namespace IncidentSync.Simulator.Tests;

public class TrustedAuthorityTests
{
    [Fact]
    public async Task A_client_without_a_word_about_certificates_reaches_a_simulator_of_this_run()
    {
        await using var simulator = await SimulatorHost.StartAsync(
            new SimulatorOptions { CertificateDirectory = TrustedAuthority.CertificateDirectory }, TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        var incidents = new Uri($"{simulator.GraphEndpoint}/security/incidents");
        var answer = await http.GetAsync(incidents, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
    }
}
