using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Ingestion;

/// <summary>
/// What becomes of a row on its way into a table: columns that the stream does not declare are dropped without a word, a value of a wrong
/// type is null, a long one is cut at 64 KB, and TimeGenerated is replaced when it is older than two days or more than a day ahead
/// (learn.microsoft.com, "Standard columns in Azure Monitor Logs", "Azure Monitor service limits").
/// </summary>
internal static class ColumnRules
{
    private const int MostBytes = 64 * 1024;
    private const string TimeGenerated = "TimeGenerated";

    private static readonly TimeSpan Oldest = TimeSpan.FromDays(2);
    private static readonly TimeSpan Newest = TimeSpan.FromDays(1);

    public static JsonObject Apply(
        IReadOnlyDictionary<string, string> columns, JsonObject row, DateTimeOffset now, Action<string> dropped)
    {
        var stored = new JsonObject();
        foreach (var (name, value) in row)
        {
            if (columns.TryGetValue(name, out var type))
            {
                stored[name] = Of(type, value);
            }
            else
            {
                dropped(name);
            }
        }

        var said = DateTimeOffset.TryParse(
            (string?)stored[TimeGenerated], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : now;
        stored[TimeGenerated] = said < now - Oldest || said > now + Newest ? Text(now) : Text(said);
        return stored;
    }

    private static JsonNode? Of(string type, JsonNode? value) => (type.ToLowerInvariant(), value?.GetValueKind()) switch
    {
        (_, null or JsonValueKind.Null) => null,
        ("string", JsonValueKind.String) => Cut((string)value!),
        ("datetime", JsonValueKind.String) => DateTimeOffset.TryParse(
            (string)value!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) ? value!.DeepClone() : null,
        ("long" or "int" or "real", JsonValueKind.Number) => value!.DeepClone(),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => value!.DeepClone(),
        ("dynamic", _) => Encoding.UTF8.GetByteCount(value!.ToJsonString()) > MostBytes ? Cut(value.ToJsonString()) : value.DeepClone(),
        _ => null,
    };

    private static JsonNode Cut(string text)
    {
        while (Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            text = text[..Math.Min(text.Length - 1, MostBytes)];
        }

        return JsonValue.Create(text);
    }

    private static JsonNode Text(DateTimeOffset moment) =>
        JsonValue.Create(moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
}
