using System.Text.Json;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Http;

/// <summary>Lenient reading: a member that is absent, null or of another kind is empty.</summary>
internal static class JsonRead
{
    public static string Text(this JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) ? value.Text() : "";

    public static string Text(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        _ => "",
    };

    /// <summary>A word of a vocabulary. A value that is not text stays raw JSON, so that it counts as unknown, not as absent.</summary>
    public static string Word(this JsonElement json, string member) => json.Member(member) switch
    {
        { ValueKind: JsonValueKind.String } word => word.GetString()!,
        { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => "",
        var other => other.GetRawText(),
    };

    /// <summary>A text: empty when absent, unknown when it is not text.</summary>
    public static Reading Line(this JsonElement json, string member) =>
        json.HasTextOrNothing(member) ? new Seen<string>(json.Text(member)) : new Unknown(json.Word(member));

    /// <summary>Whether each of these members is a text, null or absent.</summary>
    public static bool HasTextOrNothing(this JsonElement json, params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            if (json.Member(member).ValueKind is not (JsonValueKind.String or JsonValueKind.Null or JsonValueKind.Undefined))
            {
                return false;
            }
        }

        return true;
    }

    public static Stamp? Stamp(this JsonElement json, string member) =>
        DateTimeOffset.TryParse(json.Text(member), null, System.Globalization.DateTimeStyles.AssumeUniversal, out var moment)
            && moment.Year is > 1990 and < 2200
            ? Core.Values.Stamp.Of(moment)
            : null;

    public static JsonElement Member(this JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) ? value : default;

    public static IEnumerable<JsonElement> Items(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];
}
