using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentSync.Deployment.Tests.Chart;
using k8s.Models;

namespace IncidentSync.Deployment.Tests.Metrics;

/// <summary>Rules and panels ask for what the service tells, and both get to where they are looked for.</summary>
public sealed partial class MetricNameTests
{
    private const string Scraped = """
        metrics:
          prometheus: { enabled: true, port: 9999 }
          serviceMonitor: { enabled: true, labels: { release: monitoring } }
          dashboard: { enabled: true }
        """;

    [Fact]
    public async Task Every_alert_asks_for_a_metric_that_the_service_tells()
    {
        var (known, rules) = (Names.All(), (await Alerts.RenderedAsync()).Rules);
        rules.Count.ShouldBe(16);
        rules.ShouldAllBe(rule => Asked($"{rule["expr"]}").Any());
        rules.SelectMany(rule => Asked($"{rule["expr"]}")).Where(name => !known.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_panel_asks_for_a_metric_that_the_service_tells()
    {
        var known = Names.All();
        Dashboard.Queries().SelectMany(Asked).Where(name => !known.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_metric_that_should_wake_somebody_is_on_the_dashboard()
    {
        var asked = Dashboard.Queries().SelectMany(Asked).ToHashSet();
        string[] waking =
        [
            "brake_active", "invariant_violations_total", "feed_lag_seconds", "links_oldest_due_seconds", "sweep_divergent",
            "alerts_feed_lag_seconds", "stream_lag_seconds",
        ];
        waking.Select(name => $"incidentsync_{name}").Where(name => !asked.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void The_alert_feed_the_stream_and_what_clients_call_are_on_the_dashboard()
    {
        var asked = Dashboard.Queries().SelectMany(Asked).ToHashSet();
        string[] siem =
        [
            "stream_backlog", "stream_rows_total", "alerts_events_total", "siem_api_requests_total", "siem_tokens_total",
            "siem_expires_in_seconds",
        ];
        siem.Select(name => $"incidentsync_{name}").Where(name => !asked.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Panels_lie_side_by_side_and_none_over_another()
    {
        var places = Dashboard.Read()["panels"]!.AsArray().Select(panel => panel!["gridPos"]!)
            .SelectMany(place => Cells(place)).ToList();
        places.ShouldBeUnique();
    }

    [Fact]
    public async Task Every_alert_has_a_severity_a_sentence_and_an_anchor_on_the_page()
    {
        var page = File.ReadAllLines(Repository.PathOf("docs/kubernetes.md"));
        foreach (var rule in (await Alerts.RenderedAsync()).Rules)
        {
            var (labels, annotations) = ((Dictionary<object, object>)rule["labels"], (Dictionary<object, object>)rule["annotations"]);
            new[] { "critical", "warning" }.ShouldContain($"{labels["severity"]}");
            annotations["summary"].ShouldNotBe("");
            annotations["runbook_url"].ShouldBe($"https://docs.contoso.com/kubernetes#{$"{rule["alert"]}".ToLowerInvariant()}");
            page.ShouldContain($"### {rule["alert"]}");
        }
    }

    [Fact]
    public async Task The_scraped_port_is_open_to_nobody_until_somebody_is_named_and_never_on_the_ingress()
    {
        (await Release.OfAsync("{}")).Container.Ports.Select(port => port.Name).ShouldBe(["http"]);
        var closed = await Release.OfAsync(Scraped);
        closed.Policy("service").Spec.Ingress.ShouldBeEmpty();
        closed.Container.Ports.Single(port => port.Name == "metrics").ContainerPort.ShouldBe(9999);
        closed.Only<V1Service>().Spec.Ports.Single(port => port.Name == "metrics").TargetPort.Value.ShouldBe("metrics");
        var open = await Release.OfAsync(
            $"{Scraped}\nnetworkPolicy: {{ metricsFrom: [{{ podSelector: {{ matchLabels: {{ a: b }} }} }}] }}");
        var rule = open.Policy("service").Spec.Ingress.ShouldHaveSingleItem();
        (rule.Ports.Single().Port.Value, rule.FromProperty.Single().PodSelector.MatchLabels["a"]).ShouldBe(("9999", "b"));
    }

    [Theory]
    [InlineData("", "prometheus")]
    [InlineData("  otlp: { endpoint: 'https://collector.contoso.com' }", "otlp,prometheus")]
    public async Task The_standard_variables_turn_it_on(string otlp, string exporters)
    {
        var environment = (await Release.OfAsync($"{Scraped}\n{otlp}")).Container.Env.ToDictionary(env => env.Name, env => env.Value);
        environment["OTEL_METRICS_EXPORTER"].ShouldBe(exporters);
        (environment["OTEL_EXPORTER_PROMETHEUS_HOST"], environment["OTEL_EXPORTER_PROMETHEUS_PORT"]).ShouldBe(("+", "9999"));
    }

    [Fact]
    public async Task The_operator_finds_the_port_and_the_rules_and_Grafana_the_dashboard()
    {
        var release = await Release.OfAsync(Scraped);
        release.Text.ShouldContain("kind: ServiceMonitor");
        release.Text.ShouldContain("    release: monitoring\n");
        release.Text.ShouldContain("    - port: metrics\n      path: /metrics\n      interval: 30s");
        (await Alerts.RenderedAsync()).Text.ShouldContain("    release: monitoring\n");
        var board = release.All<V1ConfigMap>().Single(map => map.Metadata.Labels.ContainsKey("grafana_dashboard"));
        JsonNode.DeepEquals(JsonNode.Parse(board.Data["incidentsync.json"]), Dashboard.Read()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("metrics: { serviceMonitor: { enabled: true } }", "/metrics", "a ServiceMonitor scrapes a port that is not open")]
    [InlineData("{ security: { strict: true }, metrics: { prometheus: { enabled: true } } }", "metrics.prometheus", "scraped in clear")]
    public async Task What_could_not_be_scraped_is_refused(string values, string value, string why)
    {
        var ended = await Helm.TemplateAsync(values);
        ended.Code.ShouldNotBe(0);
        ended.Error.ShouldContain(value);
        ended.Error.ShouldContain(why);
    }

    private static IEnumerable<(int X, int Y)> Cells(JsonNode place) =>
        from x in Enumerable.Range(place["x"]!.GetValue<int>(), place["w"]!.GetValue<int>())
        from y in Enumerable.Range(place["y"]!.GetValue<int>(), place["h"]!.GetValue<int>())
        select (x, y);

    private static IEnumerable<string> Asked(string query) => Name().Matches(query).Select(name => name.Value);

    [GeneratedRegex("incidentsync_[a-z_]+")]
    private static partial Regex Name();
}
