using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>
/// Sentinel's labels: those of type User are tags that people set, except the engine's own; AutoAssigned ones are Sentinel's. A PUT
/// replaces the whole list, so every label that we must not change is sent back as it was read.
/// </summary>
/// <remarks>
/// <code>
/// | labels                                       | tags    | priority | after a write                                    |
/// |----------------------------------------------|---------|----------|--------------------------------------------------|
/// | null, or not there                           | none    | none     | a list of what is written                        |
/// | a list; in it a label whose name and type    | theirs  | theirs   | those that stay stay as they are, what is new is |
/// | are texts                                    |         |          | added, what is gone is taken out                 |
/// | a list; in it anything else                  | no tag  | none     | it stays as it is                                |
/// | anything else                                | unknown | unknown  | it stays as it is                                |
/// </code>
/// </remarks>
internal static class SentinelLabels
{
    /// <summary>The tags.</summary>
    public static Reading Tags(JsonElement labels) => IsList(labels)
        ? new Seen<Tags>(Core.Values.Tags.Of(Names(labels, type => !IsAutomatic(type)).Where(name => !TagsField.IsOwned(name))))
        : new Unknown(labels.GetRawText());

    /// <summary>The priority that one of the labels shows.</summary>
    public static Reading Priority(JsonElement labels) => IsList(labels)
        ? new Seen<Priority>(Names(labels, _ => true).Select(PriorityField.ShownBy).FirstOrDefault(shown => shown is not null)
            ?? Core.Values.Priority.None)
        : new Unknown(labels.GetRawText());

    /// <summary>Replaces the tags; every other label stays.</summary>
    public static void SetTags(JsonObject properties, Tags tags)
    {
        var kept = Labels(properties).Where(label => TagOf(label) is not { } tag || tags.Contains(tag)).ToList();
        var there = Core.Values.Tags.Of(kept.Select(TagOf).OfType<string>());
        Set(properties, kept, tags.Shown.Where(tag => !there.Contains(tag)));
    }

    /// <summary>Replaces the label of the priority.</summary>
    public static void SetPriority(JsonObject properties, Priority priority)
    {
        var wanted = PriorityField.Label(priority);
        var kept = Labels(properties).Where(label => NameOf(label) is not { } name || name == wanted || PriorityField.ShownBy(name) is null)
            .ToList();
        Set(properties, kept, wanted is not null && kept.All(label => NameOf(label) != wanted) ? [wanted] : []);
    }

    /// <summary>Adds these labels.</summary>
    public static void Add(JsonObject properties, IEnumerable<string> names)
    {
        var known = Labels(properties).Select(NameOf).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Where(name => !known.Contains(name)).ToList() is { Count: > 0 } missing)
        {
            Set(properties, Labels(properties), missing);
        }
    }

    private static void Set(JsonObject properties, IEnumerable<JsonNode?> kept, IEnumerable<string> added)
    {
        if (properties["labels"] is null or JsonArray)
        {
            properties["labels"] = new JsonArray(
                [.. kept.Select(label => label?.DeepClone()), .. added.Select(name => new JsonObject { ["labelName"] = name })]);
        }
    }

    private static bool IsList(JsonElement labels) =>
        labels.ValueKind is JsonValueKind.Array or JsonValueKind.Null or JsonValueKind.Undefined;

    private static IEnumerable<string> Names(JsonElement labels, Func<string, bool> ofType) => labels.Items()
        .Where(label => label.HasTextOrNothing("labelName", "labelType") && ofType(label.Text("labelType")))
        .Select(label => label.Text("labelName"));

    private static JsonArray Labels(JsonObject properties) => properties["labels"] as JsonArray ?? [];

    private static string? TagOf(JsonNode? label) =>
        NameOf(label) is { } name && !IsAutomatic(TextOf(label, "labelType") ?? "") && !TagsField.IsOwned(name) ? name : null;

    // Null for a label that people cannot have set.
    private static string? NameOf(JsonNode? label) =>
        label is JsonObject known && (known["labelType"] is null || TextOf(label, "labelType") is not null)
            ? TextOf(label, "labelName")
            : null;

    private static string? TextOf(JsonNode? label, string member) =>
        (label as JsonObject)?[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool IsAutomatic(string type) => string.Equals(type, "AutoAssigned", StringComparison.OrdinalIgnoreCase);
}
