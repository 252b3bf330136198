using IncidentSync.Service.Admin.Answers;
using IncidentSync.Service.Connections;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IncidentSync.Service.Admin.Access;

/// <summary>What every operate call owes: a reason that can be shown, and to be told of whether it is done or not.</summary>
internal sealed class OperateAudit(AuditLog audit, Denials denials, ConnectionSet connections, ILogger<OperateAudit> log)
{
    private const int LongestReason = 500;

    /// <summary>The audit row of a call, before it is known on what it is and whether it is done.</summary>
    /// <param name="why">The caller's reason; what is wrong with it is in <paramref name="errors"/>.</param>
    /// <param name="context">Who; the endpoint's name is the action.</param>
    /// <param name="errors">All that is wrong with the call.</param>
    public static AuditEntry Entry(string? why, HttpContext context, InputErrors errors)
    {
        var reason = (why ?? "").Trim();
        var wrong = reason.Length is 0 or > LongestReason || reason.Any(char.IsControl);
        errors.When(wrong, "reason", $"must be 1 to {LongestReason} characters on one line: it is shown and kept");
        var action = context.GetEndpoint()!.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName;
        return new AuditEntry(Caller.Of(context.User), action, null, false, reason, Problems.TraceIdOf(context));
    }

    /// <summary>It is not done.</summary>
    public void Refuse(AuditEntry entry, string why)
    {
        log.Denied(entry.Action, entry.Caller.ToString());
        denials.Add(entry with { Reason = why });
    }

    /// <summary>
    /// It is not done, for the caller's scope has no such connection. The caller is not told whether it is served; the audit is.
    /// </summary>
    public ProblemHttpResult RefuseUnknown(AuditEntry entry, string name)
    {
        var served = connections.Find(name)?.Name;
        Refuse(entry with { Connection = served }, served is null ? "no such connection" : "outside the caller's scope");
        return Problems.NotFound("There is no such connection.");
    }

    /// <summary>It is not done: the caller may see the connection and not operate it.</summary>
    public ProblemHttpResult RefuseReader(AuditEntry entry, string connection)
    {
        Refuse(entry with { Connection = connection }, "no grant to operate it");
        return Problems.Forbidden($"You may see the connection {connection} and not operate it: that needs a grant of Operate.");
    }

    /// <summary>It is not looked at: the caller has made too many calls within a minute.</summary>
    public void RefuseMore(HttpContext context, string limit)
    {
        var entry = new AuditEntry(Caller.Of(context.User), "limit", null, false, $"more than {limit}", Problems.TraceIdOf(context));
        if (denials.Add(entry))
        {
            log.Limited(entry.Caller.ToString(), limit);
        }
    }

    /// <summary>It was done, and its row was written with it.</summary>
    public void Allowed(AuditEntry entry) => log.Allowed(entry.Action, entry.Connection!, entry.Caller.ToString());

    /// <summary>It was done before, by an earlier call.</summary>
    public Task RepeatAsync(AuditEntry entry, CancellationToken cancellationToken) => audit.AppendAsync(entry, cancellationToken);
}
