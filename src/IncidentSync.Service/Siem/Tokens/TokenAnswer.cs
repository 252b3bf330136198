using System.Text.Json.Serialization;

namespace IncidentSync.Service.Siem.Tokens;

/// <summary>A token as the old service gave it: the numbers are texts.</summary>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] string ExpiresIn,
    [property: JsonPropertyName("ext_expires_in")] string LaterExpiresIn,
    [property: JsonPropertyName("expires_on")] string ExpiresOn,
    [property: JsonPropertyName("not_before")] string NotBefore,
    [property: JsonPropertyName("resource")] string Resource,
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken);
