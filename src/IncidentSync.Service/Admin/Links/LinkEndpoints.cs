using System.Globalization;
using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentSync.Service.Admin.Links;

/// <summary>Links, one link, and its journal.</summary>
internal static class LinkEndpoints
{
    private const string Missing = "There is no such link.";

    public static void MapLinks(this IEndpointRouteBuilder api)
    {
        api.MapGet("links", ListAsync).RequireAuthorization(Permission.Read).WithName("list-links")
            .WithMetadata(new QueryNames("connection", "defenderId", "sentinelName", "state", "after", "top"))
            .WithSummary("Links by id. state is live, unpaired, merged, deleted, held (something waits) or quarantined (it keeps failing).")
            .WithDescription("top is 50, at most 200.");
        api.MapGet("links/{id:guid}", FindAsync).RequireAuthorization(Permission.Read).WithName("get-link")
            .WithSummary("One link: both snapshots, bases, intents and held fields with their reasons.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("links/{id:guid}/journal", ListJournalAsync).RequireAuthorization(Permission.Read).WithName("list-journal")
            .WithMetadata(new QueryNames("after", "top"))
            .WithSummary("What happened to a link, oldest first; top is 50, at most 200.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<LinkSummary>>, ValidationProblem>> ListAsync(
        string? connection,
        string? defenderId,
        string? sentinelName,
        string? state,
        string? after,
        string? top,
        LinkQuery query,
        ConnectionScope scope,
        HttpContext context)
    {
        var errors = new InputErrors();
        var filter = LinkFilter.Read(scope, connection, defenderId, sentinelName, state, errors);
        var behind = Guid.Empty;
        errors.When(after is not null && !Guid.TryParseExact(after, "D", out behind), "after", "must be a link's id");
        var most = Page.ReadTop(top, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var rows = await query.ListAsync(filter, behind, most + 1, context.RequestAborted);
        return TypedResults.Ok(Page.Cut(rows, most, link => link.Id.ToString(), context.Request));
    }

    private static async Task<Results<Ok<LinkView>, ProblemHttpResult>> FindAsync(
        Guid id, LinkQuery query, ConnectionScope scope, CancellationToken cancellationToken) =>
        await query.FindAsync(scope, id, cancellationToken) is { } link ? TypedResults.Ok(link) : Problems.NotFound(Missing);

    private static async Task<Results<Ok<Page<JournalRow>>, ProblemHttpResult, ValidationProblem>> ListJournalAsync(
        Guid id, string? after, string? top, JournalQuery query, ConnectionScope scope, HttpContext context)
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
