using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentSync.Simulator.Day;

/// <summary>The part of the control API that starts, stops and counts a day in a SOC.</summary>
internal static class DayControl
{
    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DictionaryKeyPolicy = JsonNamingPolicy.CamelCase,
    };

    public static void MapDay(this IEndpointRouteBuilder routes, World world)
    {
        routes.MapGet("/control/day", () => Show(world));
        routes.MapPost("/control/day/start", (Delegate)((HttpContext context) => StartAsync(world, context)));
        routes.MapPost("/control/day/stop", () =>
        {
            world.Day.Stop();
            return Show(world);
        });
    }

    private static async Task<IResult> StartAsync(World world, HttpContext context)
    {
        var (options, problem) = await ReadAsync(context);
        if ((problem ?? options.Problem()) is { } bad)
            return Results.Json(new { error = bad }, json, statusCode: StatusCodes.Status400BadRequest);
        return world.Day.Start(options)
            ? Show(world)
            : Results.Json(new { error = "A day is running already." }, json, statusCode: StatusCodes.Status409Conflict);
    }

    // An empty body asks for an ordinary day.
    private static async Task<(DayOptions Options, string? Problem)> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        if (string.IsNullOrWhiteSpace(text))
            return (new DayOptions(), null);
        try
        {
            return (JsonSerializer.Deserialize<DayOptions>(text, json) ?? new DayOptions(), null);
        }
        catch (JsonException exception)
        {
            return (new DayOptions(), exception.Message);
        }
    }

    private static IResult Show(World world) => Results.Json(world.Day.Report(), json);
}
