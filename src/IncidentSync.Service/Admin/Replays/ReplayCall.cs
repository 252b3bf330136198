using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentSync.Service.Admin.Replays;

/// <summary>A call that asks for a replay: it needs a reason, and is in the audit whether it is taken or refused.</summary>
internal sealed class ReplayCall(ConnectionScope scope, ReplayStarts starts, ReplayQuery query, OperateAudit audit)
{
    private const int LongestKey = 200;

    /// <param name="body">Which links, and why.</param>
    /// <param name="key">The same call under the same key of the same caller is the same replay.</param>
    /// <param name="context">Who; the endpoint's name is the action.</param>
    public async Task<Results<Accepted<ReplayView>, ProblemHttpResult, ValidationProblem>> RunAsync(
        ReplayBody body, string? key, HttpContext context)
    {
        var errors = new InputErrors();
        var request = body.Read(errors);
        var entry = OperateAudit.Entry(body.Reason, context, errors);
        var wrong = key is not null && (key.Length is 0 or > LongestKey || !key.All(letter => letter is > ' ' and < '\x7f'));
        errors.When(wrong, ReplayEndpoints.KeyHeader, $"must be 1 to {LongestKey} visible ASCII characters");
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        if (scope.Only(request.Connection) is not { } found)
        {
            return audit.RefuseUnknown(entry, request.Connection);
        }

        if (!found.Operates(found.Names[0]))
        {
            return audit.RefuseReader(entry, found.Names[0]);
        }

        entry = entry with { Connection = found.Names[0], Allowed = true };
        var start = await starts.StartAsync(request with { Connection = found.Names[0] }, key, entry, context.RequestAborted);
        if (start is not ReplayStart.Standing standing)
        {
            var (status, detail) = Refusal(start);
            audit.Refuse(entry, start.GetType().Name);
            return TypedResults.Problem(detail, statusCode: status);
        }

        audit.Allowed(entry);
        if (!standing.IsNew)
        {
            await audit.RepeatAsync(entry, context.RequestAborted);
        }

        var replay = await query.FindAsync(found, standing.Id, context.RequestAborted);
        return TypedResults.Accepted($"{ApiRoute.Root}/replays/{standing.Id}", replay);
    }

    private static (int Status, string Detail) Refusal(ReplayStart start) => start switch
    {
        ReplayStart.KeyOfAnother => (StatusCodes.Status422UnprocessableEntity, "This Idempotency-Key was used for another request."),
        ReplayStart.TooMany many => (
            StatusCodes.Status409Conflict,
            $"{many.Most} replays of this connection run already, dry or not; GET replays shows them. "
            + "Ask again when one has gone through its links."),
        ReplayStart.NoSuchLinks links => (StatusCodes.Status404NotFound, $"{links.Count} of the ids are of no link of this connection."),
        _ => throw new ArgumentException($"{start.GetType().Name} is no refusal."),
    };
}
