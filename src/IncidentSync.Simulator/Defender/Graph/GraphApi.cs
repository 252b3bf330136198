using System.Globalization;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>Microsoft Graph around a call: tokens, the budget of the security detections and incidents, errors and headers.</summary>
internal sealed class GraphApi(World world) : IPortalApi
{
    private const double FirstShare = 0.8;
    private const double LastShare = 1.8;
    private const string GraphAppId = "00000003-0000-0000-c000-000000000000";

    public Portal Portal => Portal.Defender;

    public Admission Admit(ApiCall call)
    {
        var (caller, audience, problem) = world.TokenCheck.Check(call.Headers.Authorization);
        var refusal = problem switch
        {
            TokenProblem.Missing => "Access token is empty.",
            TokenProblem.Malformed => "CompactToken parsing failed with error code: 80049217",
            TokenProblem.BadSignature => "Signature verification failed.",
            TokenProblem.Expired => "Lifetime validation failed, the token is expired.",
            TokenProblem.UnknownTenant => "Invalid tenant.",
            TokenProblem.None when !Resource.IsGraph(audience) => "Access token validation failure. Invalid audience.",
            _ => null,
        };
        if (refusal is not null)
        {
            return new Admission.Refused(Unauthorized(call, refusal));
        }

        var allowed = AllowedRoles(call);
        return caller!.App.GraphRoles.Any(role => allowed.Contains(role))
            ? new Admission.Admitted(caller)
            : new Admission.Refused(Error(call, StatusCodes.Status403Forbidden, "Forbidden",
                $"Missing application roles. API required roles: {string.Join(',', allowed)}, "
                + $"application roles: {string.Join(',', caller.App.GraphRoles)}."));
    }

    public Spending Spend(ApiCall call) => world.Budgets.Graph.Spend((call.Caller.Tenant.Id, call.Caller.App.ClientId));

    public Answer Error(ApiCall call, int status, string code, string message) => new(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = code,
            ["message"] = message,
            ["innerError"] = InnerError(call),
        },
    });

    public Answer TooManyRequests(ApiCall call, TimeSpan? retryAfter)
    {
        var inner = InnerError(call);
        inner["code"] = "429";
        inner["message"] = "Please retry after";
        inner["status"] = "429";
        var answer = new Answer(StatusCodes.Status429TooManyRequests, new JsonObject
        {
            ["error"] = new JsonObject { ["code"] = "TooManyRequests", ["innerError"] = inner, ["message"] = "Please retry again later." },
        });
        return retryAfter is { } wait
            ? answer.With("Retry-After", (Math.Ceiling(wait.TotalMilliseconds) / 1000).ToString("0.000", CultureInfo.InvariantCulture))
            : answer;
    }

    public void AddHeaders(ApiCall call, Spending? spending, IHeaderDictionary headers)
    {
        headers.ContentType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
        headers["OData-Version"] = "4.0";
        headers["request-id"] = call.RequestId;
        headers["client-request-id"] = ClientRequestId(call);
        headers["x-ms-ags-diagnostic"] =
            """{"ServerInfo":{"DataCenter":"Simulator","Slice":"E","Ring":"1","ScaleUnit":"001","RoleInstance":"SIM"}}""";
        if (call.Headers["Prefer"].ToString().Contains("include-unknown-enum-members", StringComparison.OrdinalIgnoreCase))
        {
            headers["Preference-Applied"] = "include-unknown-enum-members";
        }

        if (spending is { } spent && !world.Budgets.Lifted)
        {
            AddUsedShare(spent, headers);
        }
    }

    // "Returned only when the application consumed more than 0.8 of its limit. The value ranges from 0.8 to 1.8" (Graph's page
    // "Throttling limits", regular responses).
    private void AddUsedShare(Spending spent, IHeaderDictionary headers)
    {
        var share = (double)spent.Used / world.Budgets.Graph.Calls;
        if (share > FirstShare)
        {
            headers["x-ms-throttle-limit-percentage"] = Math.Min(share, LastShare).ToString("0.0##", CultureInfo.InvariantCulture);
        }
    }

    private Answer Unauthorized(ApiCall call, string message) =>
        Error(call, StatusCodes.Status401Unauthorized, "InvalidAuthenticationToken", message).With("WWW-Authenticate",
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", "
            + $"client_id=\"{GraphAppId}\"");

    private JsonObject InnerError(ApiCall call) => new()
    {
        ["date"] = world.Clock.Real.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        ["request-id"] = call.RequestId,
        ["client-request-id"] = ClientRequestId(call),
    };

    private static string ClientRequestId(ApiCall call) =>
        call.Headers["client-request-id"].ToString() is { Length: > 0 } given ? given : call.RequestId;

    private static string[] AllowedRoles(ApiCall call)
    {
        var entity = call.Operation.StartsWith("alerts.", StringComparison.Ordinal) ? "SecurityAlert" : "SecurityIncident";
        return HttpMethods.IsGet(call.Method) ? [$"{entity}.Read.All", $"{entity}.ReadWrite.All"] : [$"{entity}.ReadWrite.All"];
    }
}
