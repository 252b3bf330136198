using System.Globalization;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace IncidentSync.Service.Admin.Replays;

/// <summary>Replays: links that are planned again, and dry runs that only tell what that would write.</summary>
internal static class ReplayEndpoints
{
    public const string KeyHeader = "Idempotency-Key";

    public const string Missing = "There is no such replay.";

    public static void MapReplays(this IEndpointRouteBuilder api)
    {
        api.MapPost("replays", StartAsync).RequireAuthorization(Permission.Operate).WithName("start-replay")
            .WithMetadata(new MakesReplay())
            .WithSummary(
                "Lets links be planned again, a chunk at a time behind what changes in the portals; "
                + "by default only tells what that would write.")
            .WithDescription($"The same call with the same {KeyHeader} is the same replay.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("replays", ListAsync).RequireAuthorization(Permission.Read).WithName("list-replays")
            .WithMetadata(new QueryNames("connection", "after", "top"))
            .WithSummary("Replays and how far they are, newest first; top is 50, at most 200.");
        api.MapGet("replays/{id:long}", FindAsync).RequireAuthorization(Permission.Read).WithName("get-replay")
            .WithSummary("One replay and how far it is.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("replays/{id:long}", CancelAsync).RequireAuthorization(Permission.Operate).WithName("cancel-replay")
            .WithMetadata(new QueryNames("reason"))
            .WithSummary("Ends a replay: no further link is marked, those that are marked are planned. One that is over stays as it is.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("replays/{id:long}/differences", ListDifferencesAsync).RequireAuthorization(Permission.Read).WithName("list-differences")
            .WithMetadata(new QueryNames("after", "top"))
            .WithSummary("What a dry run found, field by field: what would be written where, or why it waits; top is 50, at most 200.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<Results<Accepted<ReplayView>, ProblemHttpResult, ValidationProblem>> StartAsync(
        ReplayBody body, [FromHeader(Name = KeyHeader)] string? key, HttpContext context, ReplayCall call) =>
        call.RunAsync(body, key, context);

    private static async Task<Results<Ok<Page<ReplayView>>, ValidationProblem>> ListAsync(
        string? connection, string? after, string? top, ReplayQuery query, ConnectionScope scope, HttpContext context)
    {
        var errors = new InputErrors();
        var within = scope.Only(connection);
        errors.When(within is null, "connection", "names no connection");
        var before = Page.ReadAfter(after, errors, long.MaxValue);
        var most = Page.ReadTop(top, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var rows = await query.ListAsync(within!, before, most + 1, context.RequestAborted);
        return TypedResults.Ok(Page.Cut(rows, most, replay => replay.Id.ToString(CultureInfo.InvariantCulture), context.Request));
    }

    private static async Task<Results<Ok<ReplayView>, ProblemHttpResult>> FindAsync(
        long id, ReplayQuery query, ConnectionScope scope, CancellationToken cancellationToken) =>
        await query.FindAsync(scope, id, cancellationToken) is { } replay ? TypedResults.Ok(replay) : Problems.NotFound(Missing);

    private static Task<Results<Ok<ReplayView>, ProblemHttpResult, ValidationProblem>> CancelAsync(
        long id, string? reason, HttpContext context, ReplayCancel cancel) =>
        cancel.RunAsync(id, reason, context);

    private static async Task<Results<Ok<Page<DifferenceRow>>, ProblemHttpResult, ValidationProblem>> ListDifferencesAsync(
        long id, string? after, string? top, DifferenceQuery query, ConnectionScope scope, HttpContext context)
    {
        var errors = new InputErrors();
        var behind = Page.ReadAfter(after, errors);
        var most = Page.ReadTop(top, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        return await query.ListAsync(scope, id, behind, most + 1, context.RequestAborted) is { } rows
            ? TypedResults.Ok(Page.Cut(rows, most, row => row.Id.ToString(CultureInfo.InvariantCulture), context.Request))
            : Problems.NotFound(Missing);
    }
}
