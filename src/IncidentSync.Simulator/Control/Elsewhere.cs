using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Control;

/// <summary>Stands for a host no client should ever send a token to: faults point there, and whoever comes is counted.</summary>
internal static class Elsewhere
{
    public const string WithToken = "with token";
    public const string WithoutToken = "without token";

    public static void MapElsewhere(this IEndpointRouteBuilder routes, World world) => routes.Map("/elsewhere/{**path}", context =>
    {
        var operation = context.Request.Headers.Authorization.Count > 0 ? WithToken : WithoutToken;
        world.Calls.Add(Portal.Elsewhere, "-", context.Request.Method, operation, StatusCodes.Status200OK);
        return context.Response.WriteAsJsonAsync(new { value = Array.Empty<object>() });
    });
}
