using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>The JSON of one column of one row.</summary>
/// <remarks>
/// Azure Monitor cuts a value at 64 KB wherever that falls, so a longer one is cut here, where the row can say so.
/// <code>
/// | a value over 60,000 bytes of UTF-8 | what is left                             |
/// |------------------------------------|------------------------------------------|
/// | a text                             | its beginning, up to a grapheme's end    |
/// | a list                             | its first elements                       |
/// | an object, or a text among dynamic | {"cut":true}                             |
/// </code>
/// </remarks>
internal readonly record struct Cell(ReadOnlyMemory<byte> Json, bool IsCut)
{
    /// <summary>The longest value, in bytes of UTF-8.</summary>
    public const int Longest = 60_000;

    public static readonly Cell Null = new("null"u8.ToArray(), false);

    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly byte[] Gone = """{"cut":true}"""u8.ToArray();

    public static Cell Of(string text)
    {
        var cut = Text.CutToBytes(text, Longest);
        return new(Written(writer => writer.WriteStringValue(cut)), cut.Length < text.Length);
    }

    public static Cell Of(long? number) =>
        number is { } known ? new(Encoding.UTF8.GetBytes(known.ToString(CultureInfo.InvariantCulture)), false) : Null;

    public static Cell Of(JsonElement? json)
    {
        if (json is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value)
        {
            return Null;
        }

        var whole = Written(value.WriteTo);
        return whole.Length <= Longest ? new(whole, false) : new(value.ValueKind == JsonValueKind.Array ? Beginning(value) : Gone, true);
    }

    private static ReadOnlyMemory<byte> Beginning(JsonElement list)
    {
        var kept = new List<ReadOnlyMemory<byte>>();
        var length = 2;
        foreach (var element in list.EnumerateArray().Select(element => Written(element.WriteTo)))
        {
            length += element.Length + (kept.Count > 0 ? 1 : 0);
            if (length > Longest)
            {
                break;
            }

            kept.Add(element);
        }

        return Written(writer =>
        {
            writer.WriteStartArray();
            kept.ForEach(element => writer.WriteRawValue(element.Span, skipInputValidation: true));
            writer.WriteEndArray();
        });
    }

    private static ReadOnlyMemory<byte> Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Plainly))
        {
            write(writer);
        }

        return bytes.WrittenMemory;
    }
}
