using System.ComponentModel.DataAnnotations;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentSync.Service.Admin.Stream;

/// <summary>The streams of alerts to the workspaces.</summary>
internal static class StreamEndpoints
{
    public static void MapStreams(this IEndpointRouteBuilder api)
    {
        api.MapGet("stream", ListAsync).RequireAuthorization(Permission.Read).WithName("list-streams")
            .WithSummary("How the stream of alerts of every connection fares.");
        api.MapGet("stream/{connection}/refused", RefusedAsync).RequireAuthorization(Permission.Read).WithName("list-refused-rows")
            .WithSummary("Rows that the workspace refused for good, oldest first.")
            .WithMetadata(new QueryNames("after", "top"))
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("stream/{connection}/rewind", RewindAsync).RequireAuthorization(Permission.Operate).WithName("rewind-stream")
            .WithSummary("Sends everything that was read since a moment again, under the ids it had.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<StreamView>>> ListAsync(
        StreamQuery query, ConnectionScope scope, CancellationToken cancellationToken) =>
        TypedResults.Ok(await query.ListAsync(scope, cancellationToken));

    private static async Task<Results<Ok<Page<RefusedRow>>, ProblemHttpResult, ValidationProblem>> RefusedAsync(
        string connection, string? after, string? top, HttpRequest request, StreamQuery query, ConnectionScope scope,
        CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var (most, from) = (Page.ReadTop(top, errors), Page.ReadAfter(after, errors));
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        if (scope.Only(connection) is not { } found)
        {
            return Problems.NotFound("There is no such connection.");
        }

        var rows = await query.RefusedAsync(found.Names[0], from, most + 1, cancellationToken);
        return TypedResults.Ok(Page.Cut(rows, most, row => $"{row.Id}", request));
    }

    private static async Task<Results<Ok<StreamView>, ProblemHttpResult, ValidationProblem>> RewindAsync(
        string connection, RewindBody body, HttpContext context, StreamQuery query, ConnectionScope scope, OperateAudit audit)
    {
        var errors = new InputErrors();
        var entry = OperateAudit.Entry(body.Reason, context, errors);
        errors.When(body.Since is null, "since", "is missing: the moment from which everything is sent again");
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        if (scope.Only(connection) is not { } found)
        {
            return audit.RefuseUnknown(entry, connection);
        }

        var name = found.Names[0];
        if (!found.Operates(name))
        {
            return audit.RefuseReader(entry, name);
        }

        var allowed = entry with { Connection = name, Allowed = true };
        await query.RewindAsync(name, body.Since!.Value, allowed, context.RequestAborted);
        audit.Allowed(allowed);
        return TypedResults.Ok((await query.ListAsync(found, context.RequestAborted)).Single());
    }
}

/// <summary>From when on everything is sent again.</summary>
/// <param name="Reason">1 to 500 characters on one line; whoever may read the connection reads it.</param>
/// <param name="Since">The moment; what was read before it is not sent again.</param>
internal sealed record RewindBody([property: Required] string? Reason, [property: Required] DateTimeOffset? Since);
