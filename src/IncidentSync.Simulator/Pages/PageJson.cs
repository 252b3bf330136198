using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentSync.Simulator.Pages;

/// <summary>What the pages send and get; an error is one sentence for the person.</summary>
internal static class PageJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static IResult Ok(object value) => Results.Json(value, Options);

    public static IResult Bad(string problem, int status = StatusCodes.Status400BadRequest) =>
        Results.Json(new { error = problem }, Options, statusCode: status);

    public static IResult NotFound(string what) => Bad($"{what} does not exist.", StatusCodes.Status404NotFound);

    /// <returns>Null when the body is no JSON object.</returns>
    public static async Task<JsonElement?> ReadAsync(HttpContext context)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, Options, context.RequestAborted);
            return body.ValueKind == JsonValueKind.Object ? body : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null when the member is missing, no text, or nothing but white space.</returns>
    public static string? Text(JsonElement body, string member) =>
        body.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
        && !string.IsNullOrWhiteSpace(value.GetString())
            ? value.GetString()
            : null;

    public static bool Blanks(JsonElement body, string member) => body.TryGetProperty(member, out _) && Text(body, member) is null;
}
