using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Pipeline;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Ingestion.Wire;

/// <summary>Which request is which operation of the Logs Ingestion API.</summary>
internal static class IngestionRoutes
{
    public static void MapIngestion(this IEndpointRouteBuilder routes, World world, Uri elsewhere, ILogger log)
    {
        var api = new IngestionApi(world);
        var pipeline = new ApiPipeline(world, api, elsewhere, log);
        routes.MapPost("/dataCollectionRules/{rule}/streams/{stream}",
            pipeline.Handle(Operations.LogsIngest, new LogsOperations(world, api).Ingest));
        routes.MapFallback(pipeline.Handle(Operations.Unknown, call => api.Error(call, StatusCodes.Status404NotFound, "NotFound",
            $"There is nothing at '{call.Url.AbsolutePath}'.")));
    }
}
