using IncidentSync.Service.Admin.Access;
using IncidentSync.Service.Admin.Answers;
using IncidentSync.Service.Connections;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentSync.Service.Admin.Connections;

/// <summary>
/// A call that changes a connection: it needs a reason, is written to the audit in the transaction of the change, and holds here at once.
/// </summary>
internal sealed class OperateCall(
    ConnectionScope scope, Pauses pauses, ConnectionSet connections, ConnectionQuery query, OperateAudit audit)
{
    /// <param name="name">The connection as the caller wrote it.</param>
    /// <param name="body">Why.</param>
    /// <param name="context">Who; the endpoint's name is the action.</param>
    /// <param name="change">What is done to it.</param>
    public async Task<Results<Ok<ConnectionView>, ProblemHttpResult, ValidationProblem>> RunAsync(
        string name, ReasonBody body, HttpContext context, Func<string, AuditEntry, Task> change)
    {
        var errors = new InputErrors();
        var entry = OperateAudit.Entry(body.Reason, context, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        if (scope.Only(name) is not { } found)
        {
            return audit.RefuseUnknown(entry, name);
        }

        var connection = found.Names[0];
        if (!found.Operates(connection))
        {
            return audit.RefuseReader(entry, connection);
        }

        await change(connection, entry with { Connection = connection, Allowed = true });
        audit.Allowed(entry with { Connection = connection });
        connections.Switches.Set(await pauses.FindAsync(context.RequestAborted));
        return TypedResults.Ok((await query.ListAsync(found, context.RequestAborted)).Single());
    }
}
