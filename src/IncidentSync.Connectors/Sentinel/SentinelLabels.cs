using System.Text.Json.Nodes;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>
/// Sentinel's labels: those of type User are tags that people set, but for the engine's own; AutoAssigned ones are the service's. A PUT
/// replaces the whole list, so what is no tag is sent back as it was read.
/// </summary>
internal static class SentinelLabels
{
    public static bool IsTag(string name, string type) =>
        !string.Equals(type, "AutoAssigned", StringComparison.OrdinalIgnoreCase) && !TagsField.IsOwned(name);

    /// <summary>The tags become these; every other label stays.</summary>
    public static void SetTags(JsonObject properties, Tags tags)
    {
        var kept = Labels(properties).Where(label => !IsTag(Name(label), label?["labelType"]?.GetValue<string>() ?? ""))
            .Select(label => label?.DeepClone());
        properties["labels"] = new JsonArray([.. kept, .. tags.Shown.Select(Label)]);
    }

    /// <summary>The label of a priority takes the place of another priority's.</summary>
    public static void SetPriority(JsonObject properties, Priority priority)
    {
        var kept = Labels(properties).Where(label => PriorityField.ShownBy(Name(label)) is null).Select(label => label?.DeepClone());
        properties["labels"] = new JsonArray([.. kept, .. PriorityField.Label(priority) is { } shown ? new[] { Label(shown) } : []]);
    }

    /// <summary>These are there too.</summary>
    public static void Add(JsonObject properties, IEnumerable<string> names)
    {
        var known = Labels(properties).Select(Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = names.Where(name => !known.Contains(name)).ToList();
        if (missing.Count > 0)
        {
            properties["labels"] = new JsonArray([.. Labels(properties).Select(label => label?.DeepClone()), .. missing.Select(Label)]);
        }
    }

    private static JsonArray Labels(JsonObject properties) => properties["labels"] as JsonArray ?? [];

    private static JsonNode Label(string name) => new JsonObject { ["labelName"] = name };

    private static string Name(JsonNode? label) => label?["labelName"]?.GetValue<string>() ?? "";
}
