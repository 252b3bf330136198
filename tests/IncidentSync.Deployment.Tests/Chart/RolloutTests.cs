using k8s.Models;

namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>The service's pods: how they are found, replaced, asked and spread.</summary>
public sealed class RolloutTests
{
    private const string Several =
        "{ replicaCount: 3, bus: { transport: RabbitMq, rabbitmq: { host: rabbit.contoso.com, existingSecret: broker } } }";

    [Fact]
    public async Task A_new_pod_is_ready_before_an_old_one_goes()
    {
        var strategy = (await Release.OfAsync("{}")).Deployment.Spec.Strategy;
        (strategy.Type, strategy.RollingUpdate.MaxUnavailable.Value, strategy.RollingUpdate.MaxSurge.Value)
            .ShouldBe(("RollingUpdate", "0", "1"));
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("tls: { existingSecret: tls }", "HTTPS")]
    public async Task Probes_ask_the_process_and_never_a_portal(string values, string? scheme)
    {
        var container = (await Release.OfAsync(values)).Container;
        V1Probe[] probes = [container.StartupProbe, container.LivenessProbe, container.ReadinessProbe];
        probes.Select(probe => probe.HttpGet.Path).ShouldBe(["/health/live", "/health/live", "/health/ready"]);
        probes.ShouldAllBe(probe => probe.HttpGet.Port.Value == "http" && probe.HttpGet.Scheme == scheme);
        container.Ports.Single(port => port.Name == "http").ContainerPort.ShouldBe(8080);
    }

    [Theory]
    [InlineData("{}", "http://+:8080")]
    [InlineData("tls: { existingSecret: tls }", "https://+:8080")]
    public async Task The_service_listens_where_probes_reach_it(string values, string address) =>
        (await Release.OfAsync(values)).Container.Env.Single(env => env.Name == "ASPNETCORE_URLS").Value.ShouldBe(address);

    [Fact]
    public async Task What_selects_pods_selects_the_services_alone_and_does_not_change_with_an_upgrade()
    {
        var release = await Release.OfAsync($"{Several[..^2]}, podLabels: {{ app.kubernetes.io/component: mine, team: soc }} }}");
        var selector = release.Deployment.Spec.Selector.MatchLabels;
        selector.Keys.Order().ShouldBe(["app.kubernetes.io/component", "app.kubernetes.io/instance", "app.kubernetes.io/name"]);
        release.Only<V1Service>().Spec.Selector.ShouldBe(selector);
        release.Only<V1PodDisruptionBudget>().Spec.Selector.MatchLabels.ShouldBe(selector);
        Selects(selector, release.Deployment.Spec.Template.Metadata.Labels).ShouldBeTrue();
        release.Deployment.Spec.Template.Metadata.Labels["team"].ShouldBe("soc");
        Selects(selector, release.Migration.Spec.Template.Metadata.Labels).ShouldBeFalse();
        Selects(selector, release.Check.Metadata.Labels).ShouldBeFalse();
    }

    [Fact]
    public async Task Common_labels_are_on_everything_and_replace_nothing_that_selects()
    {
        var release = await Release.OfAsync("commonLabels: { team: soc, app.kubernetes.io/instance: mine }");
        release.Objects.Select(one => one.Metadata.Labels)
            .ShouldAllBe(labels => labels["team"] == "soc" && labels["app.kubernetes.io/instance"] == "soc");
    }

    [Fact]
    public async Task One_replica_has_no_budget_which_would_stop_every_drain_and_several_have_one()
    {
        (await Release.OfAsync("{}")).All<V1PodDisruptionBudget>().ShouldBeEmpty();
        var budget = (await Release.OfAsync(Several)).Only<V1PodDisruptionBudget>().Spec;
        (budget.MaxUnavailable.Value, budget.MinAvailable, budget.UnhealthyPodEvictionPolicy).ShouldBe(("1", null, "AlwaysAllow"));
    }

    [Fact]
    public async Task Several_replicas_are_spread_over_zones_and_hosts_as_far_as_it_goes()
    {
        (await Release.OfAsync("{}")).Deployment.Spec.Template.Spec.TopologySpreadConstraints.ShouldBeNull();
        var spread = (await Release.OfAsync(Several)).Deployment.Spec.Template.Spec.TopologySpreadConstraints;
        spread.Select(one => one.TopologyKey).ShouldBe(["topology.kubernetes.io/zone", "kubernetes.io/hostname"]);
        spread.ShouldAllBe(one => one.WhenUnsatisfiable == "ScheduleAnyway" && one.MatchLabelKeys.Single() == "pod-template-hash");
    }

    [Fact]
    public async Task A_stop_has_more_time_than_it_takes() =>
        (await Release.OfAsync("{}")).Deployment.Spec.Template.Spec.TerminationGracePeriodSeconds.ShouldBe(75);

    [Fact]
    public async Task A_changed_setting_replaces_the_pods_and_a_changed_replica_count_does_not()
    {
        var (first, setting, count) = (
            await Release.OfAsync("{}"), await Release.OfAsync("quota: { GraphPerMinute: 75 }"), await Release.OfAsync("replicaCount: 0"));
        Checksum(setting).ShouldNotBe(Checksum(first));
        Checksum(count).ShouldBe(Checksum(first));
    }

    [Fact]
    public async Task More_objects_are_rendered_with_the_releases_words()
    {
        const string more = "extraObjects: [{ apiVersion: v1, kind: LimitRange, metadata: { name: '{{ .Release.Name }}-more' } }]";
        (await Release.OfAsync(more)).Only<V1LimitRange>().Metadata.Name.ShouldBe("soc-more");
    }

    private static bool Selects(IDictionary<string, string> selector, IDictionary<string, string> labels) =>
        selector.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static string Checksum(Release release) => release.Deployment.Spec.Template.Metadata.Annotations["checksum/config"];
}
