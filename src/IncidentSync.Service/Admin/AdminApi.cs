using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;
using IncidentSync.Service.Admin.Conflicts;
using IncidentSync.Service.Admin.Connections;
using IncidentSync.Service.Admin.Links;
using IncidentSync.Service.Admin.Replays;
using IncidentSync.Service.Admin.Stream;
using IncidentSync.Service.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace IncidentSync.Service.Admin;

/// <summary>The admin REST API: what it consists of, who may call it, and how much it takes in.</summary>
internal static class AdminApi
{
    private const string Closed = "The admin API is closed: set IncidentSync:Admin (Authority, Audience, AllowedTenants) and restart.";
    private const int MostBodyBytes = 64 * 1024;
    private const int MostJsonDepth = 16;

    /// <summary>No version in the answers, and no body beyond 64 KB.</summary>
    public static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
    }

    public static void AddAdmin(this IServiceCollection services, AdminOptions options)
    {
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Complete);
        services.AddExceptionHandler<Problems>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(http => Restrict(http.SerializerOptions));
        services.AddSingleton<Pauses>();
        services.AddSingleton<Brakes>();
        services.AddSingleton<CommentHolds>();
        services.AddSingleton<Listings>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<Denials>();
        services.AddSingleton<ConnectionQuery>();
        services.AddScoped<OperateCall>();
        services.AddSingleton<LinkQuery>();
        services.AddSingleton<JournalQuery>();
        services.AddSingleton<ConflictQuery>();
        services.AddSingleton<ConflictResolution>();
        services.AddSingleton<OperateAudit>();
        services.AddScoped<ReplayCall>();
        services.AddSingleton<ReplayStarts>();
        services.AddScoped<ReplayCancel>();
        services.AddSingleton<ReplayQuery>();
        services.AddSingleton<DifferenceQuery>();
        services.AddSingleton<StreamQuery>();

        // Whoever asks for a scope is given that of the caller, and nothing else in the database.
        services.AddHttpContextAccessor();
        services.AddSingleton(new Rights([.. options.Grants.Select(Grant.Of)]));
        services.AddSingleton<CallerScope>();
        services.AddScoped(provider => provider.GetRequiredService<CallerScope>()
            .Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!));
        if (IsOpen(options))
        {
            services.AddEntra(options);
            services.AddCallLimits();
            services.AddOpenApi("v1", ApiDocument.Describe);
        }
    }

    /// <summary>Whatever fails from here on is told in words.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    /// <param name="app">The host.</param>
    /// <param name="options">Who may call.</param>
    /// <param name="others">Map the endpoints that stand in other folders.</param>
    public static void MapAdmin(this WebApplication app, AdminOptions options, params Action<IEndpointRouteBuilder>[] others)
    {
        if (!IsOpen(options))
        {
            app.Map($"{ApiRoute.Root}/{{**rest}}",
                () => Results.Problem(Closed, statusCode: StatusCodes.Status403Forbidden)).AllowAnonymous();
            return;
        }

        // A limit holds for whoever has been believed, whether it is allowed what it asks for or not.
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        var api = app.MapGroup(ApiRoute.Root).AddEndpointFilter<KnownQuery>().AddEndpointFilter<CutGroups>();
        api.MapConnections();
        api.MapLinks();
        api.MapConflicts();
        api.MapReplays();
        api.MapStreams();
        Array.ForEach(others, map => map(api));
        app.Map($"{ApiRoute.Root}/{{**rest}}", () => Problems.NotFound("There is no such endpoint; /openapi/v1.json lists them."))
            .RequireAuthorization(Permission.Read).ExcludeFromDescription();

        // Open: the document is the same in every installation and public with the source; it shows no data and no name of this one.
        app.MapOpenApi().AllowAnonymous();
    }

    // A section that is given in part is refused at start; should it ever come here it opens nothing.
    private static bool IsOpen(AdminOptions options) =>
        options.Authority.Length > 0 && options.Audience.Length > 0 && options.AllowedTenants.Count > 0;

    private static void Restrict(JsonSerializerOptions json)
    {
        json.MaxDepth = MostJsonDepth;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }
}
