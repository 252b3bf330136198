using System.Text;
using System.Text.Json;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>Where a list goes on: after this key and name in its order. The encoded form has a + in front, as the store behind Sentinel's
/// tokens has, so a client that does not escape it again loses its place.</summary>
/// <param name="Key">The last row's place in the order; empty where the list begins.</param>
/// <param name="Name">The last row's name.</param>
/// <param name="Round">How often a list that does not end has begun anew.</param>
internal sealed record SkipToken(string Key, string Name, int Round = 0)
{
    private static readonly byte[] plus = [0xFB, 0xEF, 0xBE];

    public string Encode() => Convert.ToBase64String([.. plus, .. Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this))]);

    public static SkipToken? Decode(string text)
    {
        try
        {
            var bytes = Convert.FromBase64String(text);
            return bytes.AsSpan().StartsWith(plus) ? JsonSerializer.Deserialize<SkipToken>(bytes.AsSpan(plus.Length)) : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
