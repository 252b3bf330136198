using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace IncidentSync.Core.Alerts;

/// <summary>
/// One spelling for JSON that means the same: members in the order of their names, and none that is null, because Graph leaves such members
/// out at times. Elements of lists keep their order.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>SHA-256 in lower hex of the element without one of its own members.</summary>
    public static string Digest(JsonElement json, string without) => Digest(writer => Write(writer, json, without));

    /// <summary>SHA-256 in lower hex of what is written.</summary>
    public static string Digest(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            write(writer);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }

    /// <summary>The members that count, in order.</summary>
    public static IEnumerable<JsonProperty> Members(JsonElement json) => json.EnumerateObject()
        .Where(member => member.Value.ValueKind != JsonValueKind.Null).OrderBy(member => member.Name, StringComparer.Ordinal);

    /// <summary>Writes an element without one of its own members.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement json, string? without = null)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in Members(json).Where(member => member.Name != without))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
