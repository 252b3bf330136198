using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentSync.Core.Alerts;

/// <summary>Parts of a portal's JSON, as parts of a row.</summary>
internal static class JsonNodes
{
    public static JsonNode? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => JsonValue.Create(value),
    };
}
