using System.Text.Json;
using IncidentSync.Core.Incidents;

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

    public static Stamp? Stamp(this JsonElement json, string member) =>
        DateTimeOffset.TryParse(json.Text(member), null, System.Globalization.DateTimeStyles.AssumeUniversal, out var moment)
            && moment.Year is > 1990 and < 2200
            ? Core.Incidents.Stamp.Of(moment)
            : null;

    public static JsonElement Member(this JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) ? value : default;

    public static IEnumerable<JsonElement> Items(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];
}
