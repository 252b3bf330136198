using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentSync.Core.Alerts;

/// <summary>
/// Cuts what a column cannot hold: the service cuts at 64 KB without a word (learn.microsoft.com, "Azure Monitor service limits").
/// </summary>
/// <remarks>
/// <code>
/// | a value over 60,000 bytes of UTF-8 | becomes                                |
/// |------------------------------------|----------------------------------------|
/// | a text                             | its beginning, up to a whole grapheme  |
/// | a list                             | its first elements                     |
/// | an object                          | {"cut":true}                           |
/// </code>
/// </remarks>
internal static class ColumnCut
{
    private const int MostBytes = 60_000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] BytesOf(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Plain);

    public static (JsonNode? Value, bool IsCut) Of(JsonNode? value, ColumnType type) => (type, value) switch
    {
        (_, null) => (null, false),
        (ColumnType.String, _) => Text(value.GetValue<string>()),
        (ColumnType.Dynamic, _) when BytesOf(value).Length > MostBytes => (value is JsonArray list ? First(list) : Cut(), true),
        _ => (value, false),
    };

    private static (JsonNode? Value, bool IsCut) Text(string text) => text.Length * 3 <= MostBytes || Encoding.UTF8.GetByteCount(text) <= MostBytes
        ? (text, false)
        : (Beginning(text), true);

    private static string Beginning(string text)
    {
        var (end, bytes) = (0, 0);
        while (end < text.Length)
        {
            var length = System.Globalization.StringInfo.GetNextTextElementLength(text.AsSpan(end));
            bytes += Encoding.UTF8.GetByteCount(text.AsSpan(end, length));
            if (bytes > MostBytes)
            {
                break;
            }

            end += length;
        }

        return text[..end];
    }

    private static JsonArray First(JsonArray list)
    {
        var (kept, bytes) = (new JsonArray(), 2);
        foreach (var item in list)
        {
            bytes += (item is null ? 4 : BytesOf(item).Length) + 1;
            if (bytes > MostBytes)
            {
                break;
            }

            kept.Add(item?.DeepClone());
        }

        return kept;
    }

    private static JsonObject Cut() => new() { ["cut"] = true };
}
