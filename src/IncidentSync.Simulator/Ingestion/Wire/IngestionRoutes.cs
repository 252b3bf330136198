using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Pipeline;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Ingestion.Wire;

/// <summary>The Logs Ingestion API's one operation.</summary>
internal static class IngestionRoutes
{
    public static void MapIngestion(this IEndpointRouteBuilder routes, World world, Uri elsewhere, ILogger log)
    {
        var api = new IngestionApi(world);
        var pipeline = new ApiPipeline(world, api, elsewhere, log);
        routes.MapPost(
            "/dataCollectionRules/{rule}/streams/{stream}",
            pipeline.Handle(Operations.IngestionPost, new IngestionOperations(world, api).Post));
    }
}
