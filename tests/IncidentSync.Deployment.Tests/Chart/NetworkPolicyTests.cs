using k8s.Models;

namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>Who may reach the pods, and where they may go.</summary>
public sealed class NetworkPolicyTests
{
    private const string Somewhere = "[{ ipBlock: { cidr: 10.1.0.0/16 } }]";

    [Fact]
    public async Task Nobody_may_call_the_service_until_somebody_is_named()
    {
        var (closed, open) = (await Release.OfAsync("{}"), await Release.OfAsync($"networkPolicy: {{ ingressFrom: {Somewhere} }}"));
        closed.Policy("service").Spec.Ingress.ShouldBeEmpty();
        closed.Policy("service").Spec.PolicyTypes.ShouldBe(["Ingress", "Egress"]);
        var rule = open.Policy("service").Spec.Ingress.ShouldHaveSingleItem();
        (rule.Ports.Single().Port.Value, rule.FromProperty.Single().IpBlock.Cidr).ShouldBe(("8080", "10.1.0.0/16"));
    }

    [Fact]
    public async Task The_service_may_go_to_names_portals_and_the_database_wherever_these_are() =>
        Egress((await Release.OfAsync("{}")).Policy("service")).ShouldBe(["53 UDP, 53 TCP", "443 TCP", "5432 TCP"]);

    [Fact]
    public async Task The_service_may_go_to_broker_and_collector_where_it_uses_them() =>
        Egress((await Release.OfExampleAsync("replicas")).Policy("service")).ShouldBe(
            ["53 UDP, 53 TCP", "443 TCP", "5432 TCP to 10.20.0.0/24", "5671 TCP to 10.20.1.0/24", "4317 TCP"]);

    [Fact]
    public async Task Each_destination_can_be_said()
    {
        var values = $$"""
            database: { port: 6432 }
            networkPolicy:
              databaseTo: {{Somewhere}}
              httpsTo: {{Somewhere}}
              extraEgress: [{ ports: [{ port: 3128, protocol: TCP }] }]
            """;
        Egress((await Release.OfAsync(values)).Policy("service"))
            .ShouldBe(["53 UDP, 53 TCP", "443 TCP to 10.1.0.0/16", "6432 TCP to 10.1.0.0/16", "3128 TCP"]);
    }

    [Fact]
    public async Task The_migration_has_a_policy_of_its_own_which_is_there_before_it_and_goes_with_it()
    {
        var release = await Release.OfAsync($"networkPolicy: {{ databaseTo: {Somewhere} }}");
        var policy = release.Policy("migration");
        policy.Metadata.Annotations.ShouldBe(new Dictionary<string, string>
        {
            ["helm.sh/hook"] = "pre-install,pre-upgrade",
            ["helm.sh/hook-weight"] = "-5",
            ["helm.sh/hook-delete-policy"] = "before-hook-creation,hook-succeeded",
        });
        int.Parse(release.Migration.Metadata.Annotations["helm.sh/hook-weight"]).ShouldBeGreaterThan(-5);
        policy.Spec.Ingress.ShouldBeEmpty();
        Egress(policy).ShouldBe(["53 UDP, 53 TCP", "5432 TCP to 10.1.0.0/16"]);
        policy.Spec.PodSelector.MatchLabels.ShouldAllBe(
            label => release.Migration.Spec.Template.Metadata.Labels[label.Key] == label.Value);
    }

    [Fact]
    public async Task The_tests_pod_may_go_where_the_service_goes()
    {
        var release = await Release.OfAsync("{}");
        var components = release.Policy("service").Spec.PodSelector.MatchExpressions.Single().Values;
        components.ShouldContain(release.Check.Metadata.Labels["app.kubernetes.io/component"]);
        components.ShouldNotContain(release.Migration.Spec.Template.Metadata.Labels["app.kubernetes.io/component"]);
    }

    [Fact]
    public async Task Without_policies_there_are_none() =>
        (await Release.OfAsync("networkPolicy: { enabled: false }")).All<V1NetworkPolicy>().ShouldBeEmpty();

    private static List<string> Egress(V1NetworkPolicy policy) => [.. policy.Spec.Egress.Select(rule =>
        string.Join(", ", rule.Ports.Select(port => $"{port.Port.Value} {port.Protocol}"))
        + (rule.To is { Count: > 0 } to ? $" to {string.Join(", ", to.Select(peer => peer.IpBlock.Cidr))}" : ""))];
}
