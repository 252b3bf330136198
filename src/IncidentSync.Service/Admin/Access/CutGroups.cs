using IncidentSync.Service.Admin.Answers;

namespace IncidentSync.Service.Admin.Access;

/// <summary>
/// Refuses whoever has no scope because Entra left the groups out of the token, instead of showing empty lists. It does not depend on what
/// was asked for, so that it tells nothing.
/// </summary>
internal sealed class CutGroups : IEndpointFilter
{
    /// <summary>What such a caller reads, beside every refusal.</summary>
    public const string Words =
        "Entra sent no groups because there are more than 200: emit the groups assigned to the application.";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var scope = context.HttpContext.RequestServices.GetRequiredService<ConnectionScope>();
        return scope.Names.Length == 0 && Problems.HasMore(context.HttpContext)
            ? Problems.Forbidden("No connection is granted to the bearer of this token.")
            : await next(context);
    }
}
