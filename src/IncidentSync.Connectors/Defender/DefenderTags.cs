using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Defender;

/// <summary>Defender's customTags. A PATCH replaces the whole list, so one that cannot be read whole is not written.</summary>
internal static class DefenderTags
{
    public static Reading Read(JsonElement tags) => tags.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => new Seen<Tags>(Tags.None),
        JsonValueKind.Array when tags.EnumerateArray().All(tag => tag.ValueKind == JsonValueKind.String) =>
            new Seen<Tags>(Tags.Of(tags.EnumerateArray().Select(tag => tag.Text()).Where(tag => !TagsField.IsOwned(tag)))),
        _ => new Unknown(tags.GetRawText()),
    };

    /// <summary>The list with these tags; labels that are not a person's tags are sent back as they were read.</summary>
    public static JsonArray Written(Tags tags, Snapshot? before) =>
        [.. Owned(before).Concat(tags.Shown).Select(tag => (JsonNode)tag)];

    private static IEnumerable<string> Owned(Snapshot? before) =>
        (before is null ? null : JsonNode.Parse(before.Raw)?["customTags"] as JsonArray ?? [])
            ?.Select(tag => tag?.GetValueKind() == JsonValueKind.String ? tag.GetValue<string>() : "")
            .Where(tag => tag.Length > 0 && TagsField.IsOwned(tag)) ?? [];
}
