using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentSync.Simulator.Control;

/// <summary>How the control API writes and reads JSON: a misspelt member is an error, not a default.</summary>
internal static class ControlJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
    };

    public static IResult Answer(object value, int status = StatusCodes.Status200OK) => Results.Json(value, Options, statusCode: status);

    public static IResult Bad(string problem) => Answer(new { error = problem }, StatusCodes.Status400BadRequest);

    public static IResult NotFound(string what) => Answer(new { error = $"{what} does not exist." }, StatusCodes.Status404NotFound);

    /// <returns>The problem when the body cannot be read as T.</returns>
    public static async Task<(T? Value, string? Problem)> ReadAsync<T>(HttpContext context)
    {
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Options, context.RequestAborted);
            return value is null ? (default, "The body is empty.") : (value, null);
        }
        catch (JsonException exception)
        {
            return (default, exception.Message);
        }
    }
}
