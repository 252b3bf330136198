using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>Where a list goes on: after this key and name in its order. Encoded it is base64url, padded, as in recorded links
/// (SOC_agent:ss.js, August 2025); it always holds the two letters that base64 has not.</summary>
/// <param name="Key">The last row's place in the order; empty where the list begins.</param>
/// <param name="Name">The last row's name.</param>
/// <param name="Round">How often a list that does not end has begun anew.</param>
internal sealed record SkipToken(string Key, string Name, int Round = 0)
{
    private static readonly byte[] Mark = [0xFB, 0xFF, 0xBF];

    /// <summary>What was asked for first: a link names nothing but path, api-version and token.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Filter { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? OrderBy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? Top { get; init; }

    public string Encode() => Convert.ToBase64String([.. Mark, .. Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this))])
        .Replace('+', '-').Replace('/', '_');

    public static SkipToken? Decode(string text)
    {
        try
        {
            var bytes = Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/'));
            return bytes.AsSpan().StartsWith(Mark) ? JsonSerializer.Deserialize<SkipToken>(bytes.AsSpan(Mark.Length)) : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
