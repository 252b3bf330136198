using IncidentSync.Service.Admin.Answers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace IncidentSync.Service.Admin.Access;

/// <summary>What a caller reads who may not, and the audit row of an operate call that was denied.</summary>
internal sealed class AccessAnswers(AuditLog audit, ConnectionScope scope, ILogger<AccessAnswers> log)
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

        var role = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().LastOrDefault(data => data.Policy is not null)?.Policy;
        if (role == Permission.Operate)
        {
            await DenyAsync(context, endpoint);
        }

        await AnswerAsync(
            context,
            StatusCodes.Status403Forbidden,
            $"The token does not allow this: it needs the app role {role}, and a person's token the scope user_impersonation too.");
    }

    private async Task DenyAsync(HttpContext context, Endpoint endpoint)
    {
        var caller = Caller.Of(context.User);
        var action = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "";
        var connection = scope.Only(context.GetRouteValue("name") as string ?? "")?.Names[0];
        log.Denied(action, caller.ToString());
        var entry = new AuditEntry(caller, action, connection, false, "the role is missing", Problems.TraceIdOf(context));
        await audit.AppendAsync(entry, context.RequestAborted);
    }

    private static Task AnswerAsync(HttpContext context, int status, string detail) =>
        Results.Problem(detail, statusCode: status).ExecuteAsync(context);
}
