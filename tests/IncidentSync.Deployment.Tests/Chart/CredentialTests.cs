using System.Text.Json.Nodes;
using k8s.Models;

namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>How the pods sign in, and where each Secret goes: never into the file.</summary>
public sealed class CredentialTests
{
    private const string TokenFile = "/var/run/secrets/azure/tokens/azure-identity-token";

    [Fact]
    public async Task A_connection_that_names_no_credential_signs_in_with_a_token_that_the_chart_projects()
    {
        var release = await Release.OfAsync("{}");
        Credential(release, "Defender").ToJsonString().ShouldBe($$"""{"Kind":"WorkloadIdentity","TokenFilePath":"{{TokenFile}}"}""");
        var token = release.Deployment.Spec.Template.Spec.Volumes.Single(volume => volume.Name == "entra-token")
            .Projected.Sources.Single().ServiceAccountToken;
        (token.Audience, token.Path, token.ExpirationSeconds).ShouldBe(("api://AzureADTokenExchange", "azure-identity-token", 3600));
        release.Container.VolumeMounts.Single(mount => mount.Name == "entra-token").MountPath.ShouldBe(Path.GetDirectoryName(TokenFile));
    }

    [Fact]
    public async Task With_the_webhook_the_pods_have_its_label_the_account_its_client_and_no_volume_of_ours()
    {
        var release = await Release.OfAsync("workloadIdentity: { webhook: true, clientId: c1e00000-0000-4000-8000-000000000001 }");
        release.Deployment.Spec.Template.Metadata.Labels["azure.workload.identity/use"].ShouldBe("true");
        release.Check.Metadata.Labels["azure.workload.identity/use"].ShouldBe("true");
        release.Only<V1ServiceAccount>().Metadata.Annotations["azure.workload.identity/client-id"]
            .ShouldBe("c1e00000-0000-4000-8000-000000000001");
        release.Text.ShouldNotContain("entra-token");
    }

    [Fact]
    public async Task A_certificate_is_a_file_that_the_group_alone_may_read_and_its_password_the_environments()
    {
        var release = await Release.OfExampleAsync("mssp");
        Credential(release, "Defender", 1).ToJsonString().ShouldBe(
            """{"CertificatePath":"/etc/incidentsync/credentials/fabrikam-app/app.pfx","Kind":"ClientCertificate"}""");
        var volume = release.Deployment.Spec.Template.Spec.Volumes.Single(volume => volume.Secret?.SecretName == "fabrikam-app");
        volume.Secret.DefaultMode.ShouldBe(Convert.ToInt32("0440", 8));
        release.Container.VolumeMounts.Single(mount => mount.Name == volume.Name).MountPath
            .ShouldBe("/etc/incidentsync/credentials/fabrikam-app");
        release.SecretOf("IncidentSync__Connections__1__Defender__Credential__Password").ShouldBe("fabrikam-app/password");
    }

    [Fact]
    public async Task A_client_secret_is_in_the_environment_at_the_place_that_its_connection_has_in_the_file()
    {
        var release = await Release.OfExampleAsync("mssp");
        Connections(release).Select(connection => connection!["Name"]!.GetValue<string>()).ShouldBe(["contoso", "fabrikam"]);
        release.SecretOf("IncidentSync__Connections__0__Sentinel__Credential__ClientSecret").ShouldBe("contoso-app/client-secret");
        Credential(release, "Sentinel").ToJsonString().ShouldBe("""{"Kind":"ClientSecret"}""");
        release.Text.ShouldNotContain("entra-token");
    }

    [Fact]
    public async Task A_managed_identity_stands_as_it_is_given()
    {
        const string identity = """{"ClientId":"c1e00000-0000-4000-8000-000000000002","Kind":"ManagedIdentity"}""";
        var release = await Release.OfAsync($"connections: {{ contoso: {{ Sentinel: {{ Credential: {identity} }} }} }}");
        Credential(release, "Sentinel").ToJsonString().ShouldBe(identity);
    }

    [Fact]
    public async Task A_certificate_that_another_volume_brings_is_named_by_its_path()
    {
        const string path =
            "connections: { contoso: { Defender: { Credential: { Kind: ClientCertificate, CertificatePath: /csi/app.pem } } } }";
        Credential(await Release.OfAsync(path), "Defender")["CertificatePath"]!.GetValue<string>().ShouldBe("/csi/app.pem");
    }

    [Theory]
    [InlineData("IncidentSync__Store__ConnectionString", "incidentsync-database/connection-string")]
    [InlineData("IncidentSync__Bus__RabbitMq__Username", "incidentsync-broker/username")]
    [InlineData("IncidentSync__Bus__RabbitMq__Password", "incidentsync-broker/password")]
    [InlineData("IncidentSync__Marker__Key", "incidentsync-marker/marker-key")]
    [InlineData("IncidentSync__Marker__Keys__0__Key", "incidentsync-marker-old/marker-key")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "incidentsync-collector/headers")]
    public async Task Each_secret_comes_from_the_Secret_that_is_named(string variable, string secret) =>
        (await Release.OfExampleAsync("replicas")).SecretOf(variable).ShouldBe(secret);

    [Fact]
    public async Task A_false_a_zero_and_an_empty_text_of_a_connection_replace_its_defaults()
    {
        const string values = """
            connectionDefaults: { Brake: { AtLeast: 50, Share: 0.5 }, Filter: { MinSeverity: High, Tags: [a] } }
            connections: { contoso: { Brake: { AtLeast: 0 }, Filter: { MinSeverity: "", Tags: [] } } }
            """;
        var connection = Connections(await Release.OfAsync(values))[0]!;
        connection["Brake"]!.ToJsonString().ShouldBe("""{"AtLeast":0,"Share":0.5}""");
        connection["Filter"]!.ToJsonString().ShouldBe("""{"MinSeverity":"","Tags":[]}""");
    }

    private static JsonArray Connections(Release release) =>
        JsonNode.Parse(release.Configuration)!["IncidentSync"]!["Connections"]!.AsArray();

    private static JsonObject Credential(Release release, string portal, int connection = 0) =>
        Connections(release)[connection]![portal]!["Credential"]!.AsObject();
}
