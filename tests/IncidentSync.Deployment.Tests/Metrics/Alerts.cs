using IncidentSync.Deployment.Tests.Chart;
using YamlDotNet.Serialization;

namespace IncidentSync.Deployment.Tests.Metrics;

/// <summary>The rules as the chart renders them.</summary>
internal sealed class Alerts
{
    private const string On = """
        metrics:
          prometheusRule: { enabled: true, runbookUrl: 'https://docs.contoso.com/kubernetes', labels: { release: monitoring } }
        """;

    private Alerts(string text) => (Text, Groups) = (text, new DeserializerBuilder().Build().Deserialize<Resource>(text));

    public string Text { get; }

    public Resource Groups { get; }

    /// <summary>Each alert, in its order.</summary>
    public IReadOnlyList<Dictionary<string, object>> Rules => [.. Groups.Spec.Groups.SelectMany(group => group.Rules)];

    /// <summary>What Prometheus reads as a file of rules.</summary>
    public string File => new SerializerBuilder().Build().Serialize(Groups.Spec.AsFile());

    public static async Task<Alerts> RenderedAsync()
    {
        var ended = await Helm.TemplateAsync(On, "--show-only", "templates/prometheusrule.yaml");
        ended.Code.ShouldBe(0, ended.Error);
        return new Alerts(ended.Output);
    }

    internal sealed class Resource
    {
        [YamlMember(Alias = "apiVersion")]
        public string ApiVersion { get; set; } = "";

        [YamlMember(Alias = "kind")]
        public string Kind { get; set; } = "";

        [YamlMember(Alias = "metadata")]
        public Dictionary<string, object> Metadata { get; set; } = [];

        [YamlMember(Alias = "spec")]
        public Spec Spec { get; set; } = new();
    }

    internal sealed class Spec
    {
        [YamlMember(Alias = "groups")]
        public List<Group> Groups { get; set; } = [];

        public Dictionary<string, object> AsFile() => new() { ["groups"] = Groups };
    }

    internal sealed class Group
    {
        [YamlMember(Alias = "name")]
        public string Name { get; set; } = "";

        [YamlMember(Alias = "rules")]
        public List<Dictionary<string, object>> Rules { get; set; } = [];
    }
}
