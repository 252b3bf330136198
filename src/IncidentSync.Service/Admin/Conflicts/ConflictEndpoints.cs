using IncidentSync.Core.Values;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;
using IncidentSync.Service.State;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentSync.Service.Admin.Conflicts;

/// <summary>What waits for a person.</summary>
internal static class ConflictEndpoints
{
    public static void MapConflicts(this IEndpointRouteBuilder api)
    {
        api.MapGet("conflicts", ListAsync).RequireAuthorization(Permission.Read).WithName("list-conflicts")
            .WithMetadata(new QueryNames("connection", "after", "top"))
            .WithSummary("Every held field of every link, with both values and why it waits; top is 50, at most 200.");
        api.MapPost("conflicts/{id}/resolve", ResolveAsync).RequireAuthorization(Permission.Operate).WithName("resolve-conflict")
            .WithSummary(
                "Decides a held field: the value of one portal goes to the other. It decides about the two values that are held now.")
            .WithDescription("version quotes the conflict's; when one of the values has changed since, nothing is decided.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<HeldField>, ProblemHttpResult, ValidationProblem>> ResolveAsync(
        string id, ResolveBody body, HttpContext context, ConflictResolution resolution, OperateAudit audit, ConnectionScope scope)
    {
        var errors = new InputErrors();
        var entry = OperateAudit.Entry(body.Reason, context, errors);
        Portal? winner = Enum.TryParse<Portal>(body.Winner, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : null;
        errors.When(winner is null || int.TryParse(body.Winner, out _), "winner", "must be defender or sentinel");
        var parts = id.Split(':');
        var link = Guid.Empty;
        errors.When(parts.Length != 2 || !Guid.TryParseExact(parts[0], "D", out link), "id", "must be a conflict's id");
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        switch (await resolution.DecideAsync(
            scope, new LinkId(link), parts[1], winner!.Value, body.Version, entry, context.RequestAborted))
        {
            case Decision.Made made:
                return TypedResults.Ok(made.Held);
            case Decision.Refused refused:
                audit.Refuse(entry, "refused");
                return TypedResults.Problem(refused.Why, statusCode: StatusCodes.Status409Conflict);
            case Decision.Forbidden forbidden:
                return audit.RefuseReader(entry, forbidden.Connection);
            default:
                audit.Refuse(entry, "no such conflict");
                return Problems.NotFound("There is no such conflict: the field is not held, or the link is not there.");
        }
    }

    private static async Task<Results<Ok<Page<HeldField>>, ValidationProblem>> ListAsync(
        string? connection, string? after, string? top, ConflictQuery query, ConnectionScope scope, HttpContext context)
    {
        var errors = new InputErrors();
        var within = scope.Only(connection);
        errors.When(within is null, "connection", "names no connection");
        var (link, field) = (Guid.Empty, "");
        if (after?.Split(':') is { } parts)
        {
            field = parts[^1];
            var known = parts.Length == 2 && Guid.TryParseExact(parts[0], "D", out link) && StateJson.KnownHolds.Contains(field);
            errors.When(!known, "after", "must be a conflict's id");
        }

        var most = Page.ReadTop(top, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var rows = await query.ListAsync(within!, link, field, most + 1, context.RequestAborted);
        return TypedResults.Ok(Page.Cut(rows, most, held => held.Id, context.Request));
    }
}
