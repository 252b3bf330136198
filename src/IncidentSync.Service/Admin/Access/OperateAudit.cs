using IncidentSync.Service.Admin.Answers;

namespace IncidentSync.Service.Admin.Access;

/// <summary>What every operate call owes: a reason that can be shown, and to be told of whether it is done or not.</summary>
internal sealed class OperateAudit(AuditLog audit, ILogger<OperateAudit> log)
{
    /// <summary>Why a call is refused that names a connection outside the caller's scope.</summary>
    public const string NoSuchConnection = "no such connection";

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
    public async Task RefuseAsync(AuditEntry entry, string why, CancellationToken cancellationToken)
    {
        log.Denied(entry.Action, entry.Caller.ToString());
        await audit.AppendAsync(entry with { Allowed = false, Reason = why }, cancellationToken);
    }

    /// <summary>It was done, and its row was written with it.</summary>
    public void Allowed(AuditEntry entry) => log.Allowed(entry.Action, entry.Connection!, entry.Caller.ToString());

    /// <summary>It was done before, by an earlier call.</summary>
    public Task RepeatAsync(AuditEntry entry, CancellationToken cancellationToken) => audit.AppendAsync(entry, cancellationToken);
}
