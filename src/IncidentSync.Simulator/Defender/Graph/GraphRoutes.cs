using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Pipeline;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>Which request is which operation of Graph.</summary>
internal static class GraphRoutes
{
    public static void MapGraph(this IEndpointRouteBuilder routes, World world, Uri elsewhere, ILogger log)
    {
        var api = new GraphApi(world);
        var pipeline = new ApiPipeline(world, api, elsewhere, log);
        var incidents = new IncidentOperations(world, api);
        var alerts = new AlertOperations(world, api);
        var security = routes.MapGroup("/v1.0/security");
        security.MapGet("incidents", pipeline.Handle(Operations.IncidentsList, incidents.List));
        security.MapGet("incidents/{incident}", pipeline.Handle(Operations.IncidentsGet, incidents.Get));
        security.MapPatch("incidents/{incident}", pipeline.Handle(Operations.IncidentsPatch, incidents.Patch));
        security.MapGet("incidents/{incident}/comments", pipeline.Handle(Operations.CommentsList, incidents.ListComments));
        security.MapPost("incidents/{incident}/comments", pipeline.Handle(Operations.CommentsAdd, incidents.AddComment));
        security.MapPost("incidents/microsoft.graph.security.mergeIncidents", pipeline.Handle(Operations.IncidentsMerge, incidents.Merge));
        security.MapPost("incidents/mergeIncidents", pipeline.Handle(Operations.IncidentsMerge, incidents.Merge));
        security.MapGet("alerts_v2", pipeline.Handle(Operations.AlertsList, alerts.List));
        security.MapGet("alerts_v2/{alert}", pipeline.Handle(Operations.AlertsGet, alerts.Get));
        security.MapPatch("alerts_v2/{alert}", pipeline.Handle(Operations.AlertsPatch, alerts.Patch));
        routes.MapFallback(pipeline.Handle(Operations.Unknown, call => api.Error(call, StatusCodes.Status400BadRequest, "BadRequest",
            $"Resource not found for the segment '{call.Url.Segments[^1]}'.")));
    }

    public static bool WantsAllMembers(ApiCall call) =>
        call.Headers["Prefer"].ToString().Contains("include-unknown-enum-members", StringComparison.OrdinalIgnoreCase);
}
