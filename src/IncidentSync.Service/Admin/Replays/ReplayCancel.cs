using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace IncidentSync.Service.Admin.Replays;

/// <summary>
/// A call that ends a replay: it marks no further link. Those it marked are planned as ever, for a mark is no promise to write. One that is
/// over stays as it is.
/// </summary>
internal sealed class ReplayCancel(NpgsqlDataSource dataSource, ConnectionScope scope, ReplayQuery query, OperateAudit audit)
{
    private static readonly string Cancel =
        $"""
        with entry as ({AuditLog.Insert} returning id)
        update replay set cancelled = entry.id, passed_at = coalesce(passed_at, clock_timestamp()), finished_at = clock_timestamp()
        from entry where replay.id = {AuditLog.Columns.After(1)} and finished_at is null
        """;

    /// <param name="id">The replay.</param>
    /// <param name="reason">Why.</param>
    /// <param name="context">Who; the endpoint's name is the action.</param>
    public async Task<Results<Ok<ReplayView>, ProblemHttpResult, ValidationProblem>> RunAsync(long id, string? reason, HttpContext context)
    {
        var errors = new InputErrors();
        var entry = OperateAudit.Entry(reason, context, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        if (await query.FindAsync(scope, id, context.RequestAborted) is not { } replay)
        {
            audit.Refuse(entry, "no such replay");
            return Problems.NotFound(ReplayEndpoints.Missing);
        }

        if (!scope.Operates(replay.Connection))
        {
            return audit.RefuseReader(entry, replay.Connection);
        }

        entry = entry with { Connection = replay.Connection, Allowed = true };
        await using var command = dataSource.CreateCommand(Cancel);
        command.Parameters.AddRange(AuditLog.Columns.ParametersOf(entry, id));
        await command.ExecuteNonQueryAsync(context.RequestAborted);
        audit.Allowed(entry);
        return TypedResults.Ok(await query.FindAsync(scope, id, context.RequestAborted) ?? replay);
    }
}
