using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace IncidentSync.Connectors.Http;

/// <summary>
/// Reads a body as JSON, up to a size. Each row is checked by itself (<see cref="SoundJson"/>). What cannot be stored or sent again as text
/// (bytes that are not UTF-8, half a surrogate pair, U+0000, which PostgreSQL refuses) becomes the replacement character, so that it spoils
/// one character and not an incident.
/// </summary>
internal static partial class JsonBody
{
    /// <summary>50 incidents with their alerts are a few MB; no real answer is larger than this.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    // A body cannot be deeper than it is long.
    public static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = MaxBytes };

    /// <summary>The body, or null when it is not JSON or names a member twice, and its size.</summary>
    public static async Task<(JsonElement? Body, long Bytes)> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            await using var limited = new LimitedStream(body, MaxBytes);
            using var whole = new MemoryStream();
            await limited.CopyToAsync(whole, cancellationToken);
            using var document = JsonDocument.Parse(Storable(whole.GetBuffer().AsMemory(0, (int)whole.Length)), AnyDepth);
            return document.RootElement.RepeatsMember() ? (null, 0) : (document.RootElement.Clone(), whole.Length);
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or HttpRequestException or BodyTooLargeException
            or InvalidDataException // gzip and deflate
            or InvalidOperationException) // brotli
        {
            return (null, 0);
        }
    }

    /// <summary>
    /// The same JSON with the replacement character for what cannot be stored; the same memory when nothing in it looks like that.
    /// </summary>
    public static ReadOnlyMemory<byte> Storable(ReadOnlyMemory<byte> json)
    {
        json = json.Span.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        var suspect = json.Span.IndexOf(@"\u0000"u8) >= 0 || json.Span.IndexOf(@"\ud"u8) >= 0 || json.Span.IndexOf(@"\uD"u8) >= 0;
        return Utf8.IsValid(json.Span) && !suspect
            ? json
            : Encoding.UTF8.GetBytes(Escape().Replace(Encoding.UTF8.GetString(json.Span), Storable));
    }

    private static string Storable(Match escape) => escape.Groups["bad"].Success ? @"\uFFFD" : escape.Value;

    // An escaped backslash is skipped as a whole, so that the text \\u0000 is not taken for an escape.
    [GeneratedRegex(
        """\\(?:[^u]|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<bad>u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2}))|u)""")]
    private static partial Regex Escape();
}
