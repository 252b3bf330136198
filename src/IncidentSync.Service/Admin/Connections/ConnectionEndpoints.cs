using IncidentSync.Service.Admin.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentSync.Service.Admin.Connections;

/// <summary>Connections, and the switch that stops one on every replica.</summary>
internal static class ConnectionEndpoints
{
    public static void MapConnections(this IEndpointRouteBuilder api)
    {
        api.MapGet("connections", ListAsync).RequireAuthorization(Permission.Read).WithName("list-connections")
            .WithSummary("How every connection fares.");
        api.MapPost("connections/{name}/pause", PauseAsync).RequireAuthorization(Permission.Operate).WithName("pause-connection")
            .WithSummary(
                "Stops a connection on every replica within seconds: nothing is read, planned or written. "
                + "A standing pause keeps its author.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("connections/{name}/resume", ResumeAsync).RequireAuthorization(Permission.Operate).WithName("resume-connection")
            .WithSummary("Ends the pause: the mode of the configuration holds again. Links that waited go on within a minute.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("connections/{name}/release", ReleaseAsync).RequireAuthorization(Permission.Operate).WithName("release-connection")
            .WithSummary(
                "Releases the brake: what was planned is written, and comments that waited for markers of another deployment are carried. "
                + "What was counted until now does not count again.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<ConnectionView>>> ListAsync(
        ConnectionQuery query, ConnectionScope scope, CancellationToken cancellationToken) =>
        TypedResults.Ok(await query.ListAsync(scope, cancellationToken));

    private static Task<Results<Ok<ConnectionView>, ProblemHttpResult, ValidationProblem>> PauseAsync(
        string name, ReasonBody body, HttpContext context, OperateCall call, Pauses pauses) =>
        call.RunAsync(name, body, context, (connection, entry) => pauses.PauseAsync(connection, entry, context.RequestAborted));

    private static Task<Results<Ok<ConnectionView>, ProblemHttpResult, ValidationProblem>> ResumeAsync(
        string name, ReasonBody body, HttpContext context, OperateCall call, Pauses pauses) =>
        call.RunAsync(name, body, context, (connection, entry) => pauses.ResumeAsync(connection, entry, context.RequestAborted));

    private static Task<Results<Ok<ConnectionView>, ProblemHttpResult, ValidationProblem>> ReleaseAsync(
        string name, ReasonBody body, HttpContext context, OperateCall call, Brakes brakes, CommentHolds comments) =>
        call.RunAsync(name, body, context, async (connection, entry) =>
        {
            await brakes.ReleaseAsync(connection, entry, context.RequestAborted);
            await comments.ReleaseAsync(connection, context.RequestAborted);
        });
}
