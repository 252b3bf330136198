using IncidentSync.Core.Incidents;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentSync.Service.Admin.Conflicts;

/// <summary>What waits for a person.</summary>
internal static class ConflictEndpoints
{
    public static void MapConflicts(this IEndpointRouteBuilder api) =>
        api.MapGet("conflicts", ListAsync).RequireAuthorization(Permission.Read).WithName("list-conflicts")
            .WithMetadata(new QueryNames("connection", "after", "top"))
            .WithSummary("Every held field of every link, with both values and why it waits; top is 50, at most 200.");

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
            var known = parts.Length == 2 && Guid.TryParseExact(parts[0], "D", out link) && Fields.Named(field) is not null;
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
