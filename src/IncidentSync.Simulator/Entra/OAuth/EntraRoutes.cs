using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Entra.OAuth;

/// <summary>The token issuer's endpoints.</summary>
internal static class EntraRoutes
{
    public static void MapEntra(this IEndpointRouteBuilder routes, World world)
    {
        var tokens = new TokenEndpoint(world);
        foreach (var form in new[] { TokenForm.V2, TokenForm.V1 })
        {
            routes.MapPost($"/{{tenant}}/{form.Path}", (HttpContext context, string tenant) => tokens.Issue(context, tenant, form));
        }

        routes.MapGet("/common/discovery/instance", (HttpContext context) => Results.Json(Metadata.Instance(Authority(context))));
        routes.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", (HttpContext context, string tenant) =>
            world.FindTenant(tenant) is { } directory
                ? Results.Json(Metadata.Discovery(directory, Authority(context)))
                : UnknownTenant(world, tenant));
        routes.MapGet("/{tenant}/discovery/v2.0/keys", (string tenant) =>
            world.FindTenant(tenant) is null ? UnknownTenant(world, tenant) : Results.Json(Metadata.Keys(world.SigningKey)));
    }

    private static Uri Authority(HttpContext context) => new($"{context.Request.Scheme}://{context.Request.Host}/");

    private static IResult UnknownTenant(World world, string tenant)
    {
        var error = EntraError.UnknownTenant(tenant);
        return Results.Json(error.ToJson(world.Clock.Real.GetUtcNow()), statusCode: error.Status);
    }
}
