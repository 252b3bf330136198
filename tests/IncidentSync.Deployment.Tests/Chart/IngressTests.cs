using System.Text.RegularExpressions;
using k8s.Models;

namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>What is shown outside the cluster, and to whom.</summary>
public sealed class IngressTests
{
    private const string Shown = "ingress: { enabled: true, host: incidentsync.contoso.com, tlsSecret: tls }";
    private const string Public = "siem: { Api: { PublicUrl: 'https://incidentsync.contoso.com' } }";

    [Fact]
    public async Task The_ingress_shows_the_admin_api_with_tls_and_nothing_else()
    {
        var ingress = (await Release.OfExampleAsync("replicas")).Only<V1Ingress>().Spec;
        Paths(ingress).ShouldBe([("/api/v1", "Prefix")]);
        var tls = ingress.Tls.Single();
        (tls.Hosts.Single(), tls.SecretName).ShouldBe((ingress.Rules.Single().Host, "incidentsync-ingress"));
    }

    [Fact]
    public async Task With_a_public_address_it_also_shows_what_siem_clients_call()
    {
        var ingress = (await Release.OfExampleAsync("siem")).Only<V1Ingress>().Spec;
        Paths(ingress).ShouldBe(
            [("/api/v1", "Prefix"), ("/api/alerts", "Prefix"), ("/api/alert", "Prefix"), ("/[^/]+/oauth2/.*", "ImplementationSpecific")]);
        ingress.Rules.Single().Http.Paths.ShouldAllBe(path => path.Backend.Service.Port.Name == "http");
    }

    // Some controllers match the whole path, others its beginning.
    [Theory]
    [InlineData("/c0de0000-0000-4000-8000-000000000001/oauth2/token", true)]
    [InlineData("/contoso.com/oauth2/v2.0/token", true)]
    [InlineData("/c0de0000-0000-4000-8000-000000000001/oauth2/authorize", true)]
    [InlineData("/oauth2/token", false)]
    [InlineData("/health/ready", false)]
    [InlineData("/metrics", false)]
    [InlineData("/api/v2/oauth2/token", false)]
    public async Task Its_expression_is_the_token_address_of_any_tenant_and_no_other(string path, bool isShown)
    {
        var expression = Paths((await Release.OfExampleAsync("siem")).Only<V1Ingress>().Spec)[^1].Path;
        Regex.IsMatch(path, $"^{expression}").ShouldBe(isShown);
        Regex.IsMatch(path, $"^{expression}$").ShouldBe(isShown);
    }

    [Fact]
    public async Task A_public_address_is_reason_enough_while_the_admin_api_is_closed() =>
        Paths((await Release.OfAsync($"{Shown}\n{Public}")).Only<V1Ingress>().Spec).Count.ShouldBe(4);

    [Theory]
    [InlineData("siem: { Api: { PublicUrl: '' } }")]
    [InlineData("siem: { Api: { Audience: x } }")]
    [InlineData("siem: null")]
    public async Task Without_one_an_ingress_that_shows_a_closed_admin_api_is_refused(string siem)
    {
        var ended = await Helm.TemplateAsync($"{Shown}\n{siem}");
        ended.Code.ShouldNotBe(0);
        ended.Error.ShouldContain("an ingress shows the admin API, and it is closed");
    }

    private static List<(string Path, string Type)> Paths(V1IngressSpec ingress) =>
        [.. ingress.Rules.Single().Http.Paths.Select(path => (path.Path, path.PathType))];
}
