using System.Text.Json.Serialization;

namespace IncidentSync.Service.Siem.Tokens;

/// <summary>Why no token was made, in the words of RFC 6749, section 5.2.</summary>
/// <param name="Error">For a program.</param>
/// <param name="Description">For a person.</param>
/// <param name="Status">The status of the answer.</param>
internal sealed record TokenError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description,
    [property: JsonIgnore] int Status = StatusCodes.Status400BadRequest)
{
    /// <summary>The client did not prove who it is.</summary>
    public static TokenError Client(string description) => new("invalid_client", description, StatusCodes.Status401Unauthorized);
}
