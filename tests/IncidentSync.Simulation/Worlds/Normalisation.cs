using System.Text;
using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Simulation.Worlds;

/// <summary>What portals do to what they are given, each in its own way.</summary>
internal static class Normalisation
{
    public static Action<JsonObject> Of(Portal portal) => portal == Portal.Defender ? Defender : Sentinel;

    private static void Defender(JsonObject document)
    {
        foreach (var member in new[] { "displayName", "description", "resolvingComment" })
        {
            Change(document, member, text => text.Trim().Normalize(NormalizationForm.FormC));
        }

        Change(document, "assignedTo", text => text.ToLowerInvariant());
        if (document["customTags"] is JsonArray tags)
        {
            document["customTags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag!.GetValue<string>().ToUpperInvariant())]);
        }
    }

    private static void Sentinel(JsonObject document)
    {
        var properties = document["properties"]!.AsObject();
        foreach (var member in new[] { "title", "description", "classificationComment" })
        {
            Change(properties, member, text => text.ReplaceLineEndings("\r\n").TrimEnd());
        }
    }

    private static void Change(JsonObject json, string member, Func<string, string> change)
    {
        if (json[member] is JsonValue value && value.TryGetValue<string>(out var text))
        {
            json[member] = change(text);
        }
    }
}
