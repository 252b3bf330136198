using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Ingestion;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Demo.Staging;

/// <summary>Deploys the stream's template in every workspace: the streams that it declares, column by column.</summary>
internal static class StreamTemplate
{
    /// <param name="world">The workspaces.</param>
    /// <param name="delay">How long after their receipt rows are shown.</param>
    public static void Deploy(World world, TimeSpan delay)
    {
        var streams = Streams();
        foreach (var logs in world.Logs)
        {
            logs.Delay = delay;
            logs.Declare(CollectionRule.Default(logs.Workspace) with { StreamDeclarations = streams });
        }
    }

    private static ImmutableDictionary<string, StreamDeclaration> Streams()
    {
        using var file = typeof(StreamTemplate).Assembly.GetManifestResourceStream("stream.json")
            ?? throw new InvalidOperationException("The template is not in the assembly.");
        var template = JsonNode.Parse(file)!;
        var rule = template["resources"]!.AsArray().Single(resource => $"{resource!["type"]}" == "Microsoft.Insights/dataCollectionRules")!;
        return rule["properties"]!["streamDeclarations"]!.AsObject().ToImmutableDictionary(
            stream => stream.Key, stream => new StreamDeclaration(Columns(template, $"{stream.Value!["columns"]}")));
    }

    // What the compiler leaves: [variables('alertColumns')].
    private static ImmutableArray<LogColumn> Columns(JsonNode template, string reference) =>
    [
        .. template["variables"]![reference.Split('\'')[1]]!.AsArray().Select(column =>
            new LogColumn($"{column!["name"]}", Enum.Parse<ColumnType>($"{column["type"]}", ignoreCase: true))),
    ];
}
