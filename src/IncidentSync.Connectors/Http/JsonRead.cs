using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Connectors.Http;

/// <summary>Lenient reading: a member that is absent, null or of another kind is empty.</summary>
internal static partial class JsonRead
{
    public static string Text(this JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) ? value.Text() : "";

    public static string Text(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Unescape(value),
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

    public static IEnumerable<JsonElement> Items(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];

    // Half a surrogate pair is legal in JSON and illegal in text: it becomes the replacement character.
    private static string Unescape(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return JsonSerializer.Deserialize<string>(LoneSurrogate().Replace(value.GetRawText(), @"\uFFFD")) ?? "";
        }
    }

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")]
    private static partial Regex LoneSurrogate();
}
