using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Ingestion;

/// <summary>What a table keeps of a value that was sent.</summary>
/// <param name="Json">The value; null when there is none, or it has not the column's type.</param>
/// <param name="IsWrong">It was given and has not the column's type.</param>
/// <param name="IsCut">It was longer than a field holds. What is left of a dynamic value is a text.</param>
internal readonly record struct ColumnValue(JsonNode? Json, bool IsWrong = false, bool IsCut = false)
{
    /// <summary>Azure Monitor service limits: field values over 64 KB are truncated.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ColumnValue Read(ColumnType type, JsonElement given)
    {
        if (given.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return default;
        }

        return type switch
        {
            ColumnType.String when given.ValueKind == JsonValueKind.String => Text(given.GetString()!),
            ColumnType.Int when given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var number) => new(number),
            ColumnType.Long when given.ValueKind == JsonValueKind.Number && given.TryGetInt64(out var number) => new(number),
            ColumnType.Real when given.ValueKind == JsonValueKind.Number => new(given.GetDouble()),
            ColumnType.Boolean when given.ValueKind is JsonValueKind.True or JsonValueKind.False => new(given.GetBoolean()),
            ColumnType.DateTime when Moment(given) is not null => new(given.GetString()),
            ColumnType.Dynamic => Dynamic(given),
            _ => new(null, IsWrong: true),
        };
    }

    public static DateTimeOffset? Moment(JsonElement given) =>
        given.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
            given.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;

    private static ColumnValue Text(string text) => Cut(text) is { } cut ? new(cut, IsCut: true) : new(text);

    private static ColumnValue Dynamic(JsonElement given) =>
        Cut(JsonSerializer.Serialize(given, Relaxed)) is { } cut ? new(cut, IsCut: true) : new(JsonNode.Parse(given.GetRawText()));

    private static string? Cut(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MostBytes)
        {
            return null;
        }

        var bytes = new byte[MostBytes];
        Encoding.UTF8.GetEncoder().Convert(text, bytes, flush: false, out var taken, out _, out _);
        return text[..(char.IsHighSurrogate(text[taken - 1]) ? taken - 1 : taken)];
    }
}
