using System.Text.Json.Nodes;

namespace IncidentSync.Deployment.Tests.Metrics;

/// <summary>The Grafana dashboard of the chart.</summary>
internal static class Dashboard
{
    public static JsonNode Read() => JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Chart, "dashboards/incidentsync.json")))!;

    /// <summary>What its panels ask.</summary>
    public static IReadOnlyList<string> Queries() => [.. Read()["panels"]!.AsArray()
        .SelectMany(panel => panel!["targets"]!.AsArray()).Select(target => target!["expr"]!.GetValue<string>())];
}
