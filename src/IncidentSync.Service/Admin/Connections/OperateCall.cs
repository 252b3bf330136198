using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentSync.Service.Admin.Connections;

/// <summary>
/// A call that changes a connection: it needs a reason, is written to the audit in the transaction of the change, and holds here at once.
/// </summary>
internal sealed class OperateCall(
    ConnectionScope scope, Pauses pauses, ConnectionSet connections, ConnectionQuery query, AuditLog audit, ILogger<OperateCall> log)
{
    private const int LongestReason = 500;

    /// <param name="name">The connection as the caller wrote it.</param>
    /// <param name="body">Why.</param>
    /// <param name="context">Who; the endpoint's name is the action.</param>
    /// <param name="change">What is done to it.</param>
    public async Task<Results<Ok<ConnectionView>, ProblemHttpResult, ValidationProblem>> RunAsync(
        string name, ReasonBody body, HttpContext context, Func<Pauses, string, AuditEntry, Task> change)
    {
        var reason = (body.Reason ?? "").Trim();
        var errors = new InputErrors();
        var wrong = reason.Length is 0 or > LongestReason || reason.Any(char.IsControl);
        errors.When(wrong, "reason", $"must be 1 to {LongestReason} characters on one line: it is shown and kept");
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var action = context.GetEndpoint()!.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName;
        var entry = new AuditEntry(Caller.Of(context.User), action, null, false, reason, Problems.TraceIdOf(context));
        if (scope.Only(name) is not { } found)
        {
            log.Denied(action, entry.Caller.ToString());
            await audit.AppendAsync(entry with { Reason = "no such connection" }, context.RequestAborted);
            return Problems.NotFound("There is no such connection.");
        }

        var connection = found.Names[0];
        await change(pauses, connection, entry with { Connection = connection, Allowed = true });
        log.Allowed(action, connection, entry.Caller.ToString());
        connections.Switches.Set(await pauses.FindAsync(context.RequestAborted));
        return TypedResults.Ok((await query.ListAsync(found, context.RequestAborted)).Single());
    }
}
