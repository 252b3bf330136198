using k8s.Models;

namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>Every pod: the service's, the migration's and the test's.</summary>
public sealed class PodTests
{
    [Theory]
    [MemberData(nameof(ExampleTests.Names), MemberType = typeof(ExampleTests))]
    public async Task Every_pod_is_admitted_by_the_restricted_standard(string example) =>
        (await Release.OfExampleAsync(example)).Pods.SelectMany(Restricted.Refusals).ShouldBeEmpty();

    [Fact]
    public async Task Every_pod_runs_as_a_user_of_its_own_on_a_root_that_it_cannot_write()
    {
        var pods = (await Release.OfAsync("{}")).Pods;
        pods.ShouldAllBe(pod => pod.SecurityContext.RunAsUser == 1654 && pod.SecurityContext.FsGroup == 1654);
        pods.ShouldAllBe(pod => pod.Containers.Single().SecurityContext.ReadOnlyRootFilesystem == true);
    }

    [Fact]
    public async Task No_pod_holds_a_token_for_the_cluster_nor_is_told_of_its_services()
    {
        var release = await Release.OfAsync("{}");
        release.Pods.ShouldAllBe(pod => pod.AutomountServiceAccountToken == false && pod.EnableServiceLinks == false);
        release.Only<V1ServiceAccount>().AutomountServiceAccountToken.ShouldBe(false);
    }

    [Fact]
    public async Task Every_pod_says_what_it_needs_and_none_is_throttled()
    {
        var resources = (await Release.OfAsync("{}")).Pods.Select(pod => pod.Containers.Single().Resources).ToList();
        resources.ShouldAllBe(one => one.Requests.ContainsKey("cpu") && one.Requests.ContainsKey("memory"));
        resources.ShouldAllBe(one => one.Limits.ContainsKey("memory"));
        resources.ShouldAllBe(one => !one.Limits.ContainsKey("cpu"));
    }

    [Fact]
    public async Task Every_pod_trusts_private_authorities_beside_the_public_ones()
    {
        var release = await Release.OfAsync("trust: { existingConfigMap: authorities, existingSecret: more }");
        foreach (var container in release.Pods.Select(pod => pod.Containers.Single()))
        {
            container.Env.Single(env => env.Name == "SSL_CERT_DIR").Value.ShouldBe("/etc/ssl/certs:/etc/incidentsync/trust");
            container.VolumeMounts.Single(mount => mount.Name == "trust").MountPath.ShouldBe("/etc/incidentsync/trust");
        }

        release.Pods.Select(pod => pod.Volumes.Single(volume => volume.Name == "trust").Projected.Sources)
            .ShouldAllBe(sources => sources[0].ConfigMap.Name == "authorities" && sources[1].Secret.Name == "more");
    }

    [Fact]
    public async Task Every_pod_pulls_its_image_with_the_same_Secret_and_goes_to_the_same_nodes()
    {
        var release = await Release.OfAsync(
            "{ imagePullSecrets: [{ name: registry }], nodeSelector: { pool: soc }, tolerations: [{ key: soc }] }");
        release.Pods.ShouldAllBe(pod => pod.ImagePullSecrets.Single().Name == "registry" && pod.NodeSelector["pool"] == "soc"
            && pod.Tolerations.Single().Key == "soc");
    }

    [Fact]
    public async Task Every_mount_has_its_volume_and_every_volume_its_mount()
    {
        const string all = """
            tls: { existingSecret: tls }
            trust: { existingSecret: authorities }
            diagnostics: { enabled: true }
            marker: { protection: { existingSecret: protection } }
            extraVolumes: [{ name: more, emptyDir: {} }]
            extraVolumeMounts: [{ name: more, mountPath: /more }]
            connections: { contoso: { Defender: { Credential: { Kind: ClientCertificate, existingSecret: app, key: app.pem } } } }
            """;
        var pods = (await Release.OfAsync(all)).Pods;
        pods[0].Volumes.Count.ShouldBe(8);
        pods.ShouldAllBe(pod => pod.Volumes.Select(volume => volume.Name).Order()
            .SequenceEqual(pod.Containers.Single().VolumeMounts.Select(mount => mount.Name).Order()));
        pods[2].Volumes.Count.ShouldBe(8);
    }

    [Fact]
    public async Task Diagnostics_are_closed_until_they_are_asked_for_and_then_have_a_place_to_write()
    {
        var (closed, open) = (await Release.OfAsync("{}"), await Release.OfAsync("diagnostics: { enabled: true }"));
        closed.Container.Env.Single(env => env.Name == "DOTNET_EnableDiagnostics").Value.ShouldBe("0");
        open.Container.Env.Single(env => env.Name == "DOTNET_EnableDiagnostics").Value.ShouldBe("1");
        closed.Container.VolumeMounts.ShouldAllBe(mount => mount.ReadOnlyProperty == true);
        open.Container.VolumeMounts.Single(mount => mount.ReadOnlyProperty != true).MountPath.ShouldBe("/tmp");
    }
}
