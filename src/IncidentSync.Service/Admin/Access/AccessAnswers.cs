using IncidentSync.Service.Admin.Answers;
using IncidentSync.Service.Connections;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace IncidentSync.Service.Admin.Access;

/// <summary>What a caller reads who may not, and that it was denied.</summary>
internal sealed class AccessAnswers(OperateAudit audit, ConnectionSet connections)
    : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        // What does not exist is not found; there is nothing to be kept from anybody.
        if (authorizeResult.Succeeded || context.GetEndpoint() is not { } endpoint)
        {
            await next(context);
            return;
        }

        if (authorizeResult.Challenged)
        {
            await context.ChallengeAsync();
            await AnswerAsync(context, StatusCodes.Status401Unauthorized, "This needs a bearer token of an allowed tenant for this API.");
            return;
        }

        Deny(context, endpoint);
        var role = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().LastOrDefault(data => data.Policy is not null)?.Policy;
        await AnswerAsync(
            context,
            StatusCodes.Status403Forbidden,
            $"The token does not allow this: it needs the app role {role}, and a person's token the scope user_impersonation too.");
    }

    private void Deny(HttpContext context, Endpoint endpoint)
    {
        var action = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "unknown";
        var connection = connections.Find(context.GetRouteValue("name") as string ?? "")?.Name;
        var entry = new AuditEntry(Caller.Of(context.User), action, connection, false, "", Problems.TraceIdOf(context));
        audit.Refuse(entry, "the role is missing");
    }

    private static Task AnswerAsync(HttpContext context, int status, string detail) =>
        Results.Problem(detail, statusCode: status).ExecuteAsync(context);
}
