using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Pipeline;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>Which request is which operation of Azure Resource Manager.</summary>
internal static class ArmRoutes
{
    private const string Provider =
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.OperationalInsights/workspaces/{workspace}"
        + "/providers/Microsoft.SecurityInsights";

    private const string Rule =
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Insights/dataCollectionRules/{rule}";

    /// <param name="routes">The listener's.</param>
    /// <param name="world">What they show and change.</param>
    /// <param name="ingestion">Where a rule says that rows are sent.</param>
    /// <param name="elsewhere">Where faults point.</param>
    /// <param name="log">Of the calls.</param>
    public static void MapArm(this IEndpointRouteBuilder routes, World world, Uri ingestion, Uri elsewhere, ILogger log)
    {
        var api = new ArmApi(world);
        var pipeline = new ApiPipeline(world, api, elsewhere, log);
        var provider = routes.MapGroup(Provider);
        MapIncidents(provider, pipeline, new IncidentOperations(world, api));
        MapEvidence(provider, pipeline, new EvidenceOperations(world, api));

        var comments = new CommentOperations(world, api);
        provider.MapGet("incidents/{incident}/comments", pipeline.Handle(Operations.CommentsList, comments.List));
        provider.MapGet("incidents/{incident}/comments/{comment}", pipeline.Handle(Operations.CommentsGet, comments.Get));
        provider.MapPut("incidents/{incident}/comments/{comment}", pipeline.Handle(Operations.CommentsPut, comments.Put));
        provider.MapDelete("incidents/{incident}/comments/{comment}", pipeline.Handle(Operations.CommentsDelete, comments.Delete));

        var relations = new RelationOperations(world, api);
        provider.MapGet("incidents/{incident}/relations", pipeline.Handle(Operations.RelationsList, relations.List));
        provider.MapGet("incidents/{incident}/relations/{relation}", pipeline.Handle(Operations.RelationsGet, relations.Get));
        provider.MapPut("incidents/{incident}/relations/{relation}", pipeline.Handle(Operations.RelationsPut, relations.Put));
        provider.MapDelete("incidents/{incident}/relations/{relation}", pipeline.Handle(Operations.RelationsDelete, relations.Delete));

        routes.MapGet(Rule, pipeline.Handle(Operations.DataCollectionRulesGet, new RuleOperations(world, api, ingestion).Get));
        routes.MapFallback(pipeline.Handle(Operations.Unknown, call => api.Error(call, StatusCodes.Status404NotFound, "InvalidResourceType",
            $"The resource type could not be found for '{call.Url.AbsolutePath}'.")));
    }

    private static void MapIncidents(RouteGroupBuilder provider, ApiPipeline pipeline, IncidentOperations incidents)
    {
        provider.MapGet("incidents", pipeline.Handle(Operations.IncidentsList, incidents.List));
        provider.MapPut("incidents", pipeline.Handle(Operations.IncidentsPut, incidents.PutWithoutName));
        provider.MapGet("incidents/{incident}", pipeline.Handle(Operations.IncidentsGet, incidents.Get));
        provider.MapPut("incidents/{incident}", pipeline.Handle(Operations.IncidentsPut, incidents.Put));
        provider.MapDelete("incidents/{incident}", pipeline.Handle(Operations.IncidentsDelete, incidents.Delete));
    }

    private static void MapEvidence(RouteGroupBuilder provider, ApiPipeline pipeline, EvidenceOperations evidence)
    {
        provider.MapPost("incidents/{incident}/alerts", pipeline.Handle(Operations.IncidentAlerts, evidence.Alerts));
        provider.MapPost("incidents/{incident}/entities", pipeline.Handle(Operations.IncidentEntities, evidence.Entities));
        provider.MapPost("incidents/{incident}/bookmarks", pipeline.Handle(Operations.IncidentBookmarks, evidence.Bookmarks));
        provider.MapGet("dataConnectors", pipeline.Handle(Operations.DataConnectorsList, evidence.DataConnectors));
    }
}
