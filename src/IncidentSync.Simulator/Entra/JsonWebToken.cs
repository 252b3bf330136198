using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentSync.Simulator.Entra;

/// <summary>A compact signed token, taken apart but not yet believed.</summary>
internal sealed record JsonWebToken(JsonObject Header, JsonObject Claims, byte[] Signed, byte[] Signature)
{
    public string? Algorithm => Text(Header, "alg");

    public string? KeyId => Text(Header, "kid");

    public DateTimeOffset Expires => Time("exp") ?? DateTimeOffset.MinValue;

    public DateTimeOffset NotBefore => Time("nbf") ?? DateTimeOffset.MinValue;

    public string? Claim(string name) => Text(Claims, name);

    public static JsonWebToken? Parse(string? compact)
    {
        var parts = compact?.Split('.') ?? [];
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(parts[0])) is JsonObject header
                && JsonNode.Parse(Base64Url.DecodeFromChars(parts[1])) is JsonObject claims
                    ? new JsonWebToken(header, claims, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                        Base64Url.DecodeFromChars(parts[2]))
                    : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    public bool IsSignedBy(RSA key) => Algorithm switch
    {
        "RS256" => key.VerifyData(Signed, Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "PS256" => key.VerifyData(Signed, Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        _ => false,
    };

    // MSAL writes the times of its assertions as text.
    private DateTimeOffset? Time(string name) =>
        long.TryParse(Claims[name]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
