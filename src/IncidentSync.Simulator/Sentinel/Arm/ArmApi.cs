using System.Globalization;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>Azure Resource Manager around a call: tokens, api-version, subscription, role, budgets, errors and headers.</summary>
internal sealed class ArmApi(World world) : IPortalApi
{
    public Portal Portal => Portal.Sentinel;

    public Admission Admit(ApiCall call)
    {
        var (caller, audience, problem) = world.TokenCheck.Check(call.Headers.Authorization);
        if (TokenRefusal(call, problem, audience) is { } unauthorized)
        {
            return new Admission.Refused(unauthorized);
        }

        if (call.Query["api-version"].ToString() is not { Length: > 0 } version)
        {
            return Refused(call, 400, "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests.");
        }

        if (!ApiVersions.IsAnswered(version))
        {
            return Refused(call, 400, "NoRegisteredProviderFound",
                $"No registered resource provider found for location '' and API version '{version}' "
                + $"for type 'incidents'. The supported api-versions are '{string.Join(", ", ApiVersions.Known)}'.");
        }

        return call.Route.ContainsKey("subscription") ? AdmitToWorkspace(call, caller!) : new Admission.Admitted(caller!);
    }

    public Spending Spend(ApiCall call) => ArmMeter.Spend(world.Budgets, call);

    public Answer Error(ApiCall call, int status, string code, string message) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });

    public Answer TooManyRequests(ApiCall call, TimeSpan? retryAfter)
    {
        var answer = Error(call, StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too many requests. Please try again later.");
        return retryAfter is { } wait
            ? answer.With("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))
            : answer;
    }

    public void AddHeaders(ApiCall call, Spending? spending, IHeaderDictionary headers)
    {
        headers.ContentType = "application/json; charset=utf-8";
        headers.CacheControl = "no-cache";
        headers.Pragma = "no-cache";
        headers.Expires = "-1";
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        headers.XContentTypeOptions = "nosniff";
        headers["x-ms-request-id"] = call.RequestId;
        headers["x-ms-correlation-request-id"] = call.Headers["x-ms-correlation-request-id"].ToString() is { Length: > 0 } given
            ? given
            : call.RequestId;
        var second = world.Clock.Real.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        headers["x-ms-routing-request-id"] = $"SIMULATOR:{second}:{call.RequestId}";
        if (string.Equals(call.Headers["x-ms-return-client-request-id"], "true", StringComparison.OrdinalIgnoreCase))
        {
            headers["x-ms-client-request-id"] = call.Headers["x-ms-client-request-id"];
        }

        if (spending is { } spent)
        {
            ArmMeter.AddHeaders(world.Budgets, call, spent, headers);
        }
    }

    private Admission AdmitToWorkspace(ApiCall call, Caller caller)
    {
        var subscription = call.Segment("subscription");
        var there = world.Sentinels.Where(portal => Same(portal.Workspace.SubscriptionId.ToString(), subscription)).ToList();
        if (there.Count == 0)
        {
            return Refused(call, 404, "SubscriptionNotFound", $"The subscription '{subscription}' could not be found.");
        }

        if (there[0].Tenant.Id != caller.Tenant.Id)
        {
            return new Admission.Refused(Unauthorized(call, "InvalidAuthenticationTokenTenant",
                $"The access token is from the wrong issuer 'https://sts.windows.net/{caller.Tenant.Id}/'. It must match the tenant "
                + $"'https://sts.windows.net/{there[0].Tenant.Id}/' associated with this subscription."));
        }

        var action = ArmActions.Of(call.Operation);
        if (caller.App.SentinelRole < ArmActions.LeastRole(call.Operation))
        {
            return Refused(call, 403, "AuthorizationFailed",
                $"The client '{caller.App.ClientId}' with object id '{caller.App.ServicePrincipalId}' does not have authorization to "
                + $"perform action '{action}' over scope '{call.Url.AbsolutePath}' or the scope is invalid. "
            + "If access was recently granted, "
                + "please refresh your credentials.", "gateway");
        }

        var group = call.Segment("group");
        if (!there.Exists(portal => Same(portal.Workspace.ResourceGroup, group)))
        {
            return Refused(call, 404, "ResourceGroupNotFound", $"Resource group '{group}' could not be found.");
        }

        // Whether there is such a rule, its operation says.
        return call.Route.ContainsKey("rule") || world.FindSentinel(call) is not null
            ? new Admission.Admitted(caller)
            : Refused(call, 404, "ResourceNotFound",
                $"The Resource 'Microsoft.OperationalInsights/workspaces/{call.Segment("workspace")}' under "
                + $"resource group '{group}' was not found.");
    }

    private Answer? TokenRefusal(ApiCall call, TokenProblem problem, string? audience) => problem switch
    {
        TokenProblem.Missing => Unauthorized(call, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."),
        TokenProblem.Expired => Unauthorized(call, "ExpiredAuthenticationToken", "The access token has expired."),
        TokenProblem.Malformed or TokenProblem.BadSignature =>
            Unauthorized(call, "InvalidAuthenticationToken", "The access token is invalid."),
        TokenProblem.UnknownTenant => Unauthorized(call, "InvalidAuthenticationTokenTenant", "The access token is from an unknown tenant."),
        TokenProblem.None when !Resource.IsArm(audience) => Unauthorized(call, "InvalidAuthenticationTokenAudience",
            $"The access token has been obtained for wrong audience or resource '{audience}'. It should exactly match with one of the "
            + $"allowed audiences '{string.Join("','", Resource.Arm.Select(allowed => allowed + "/"))}'."),
        _ => null,
    };

    private Answer Unauthorized(ApiCall call, string code, string message) =>
        Error(call, StatusCodes.Status401Unauthorized, code, message).With("WWW-Authenticate",
            "Bearer authorization_uri=\"https://login.microsoftonline.com/common\", error=\"invalid_token\", "
            + $"error_description=\"{message}\"");

    private Admission.Refused Refused(ApiCall call, int status, string code, string message, string? cause = null)
    {
        var answer = Error(call, status, code, message);
        return new Admission.Refused(cause is null ? answer : answer.With("x-ms-failure-cause", cause));
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
