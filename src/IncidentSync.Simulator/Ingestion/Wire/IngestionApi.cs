using System.Globalization;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Ingestion.Wire;

/// <summary>The Logs Ingestion API around a call: tokens, api-version, the rule and its role, budgets and errors. Of the error bodies only
/// that of 403 is known (Azure/azure-sdk-for-net PR#37173); the others are invented.</summary>
internal sealed class IngestionApi(World world) : IPortalApi
{
    private const string Version = "2023-01-01";

    public Portal Portal => Portal.Ingestion;

    public Admission Admit(ApiCall call)
    {
        var (caller, audience, problem) = world.TokenCheck.Check(call.Headers.Authorization);
        if (problem != TokenProblem.None || !Resource.IsMonitor(audience))
        {
            var message = problem == TokenProblem.None ? $"The audience '{audience}' is not allowed." : $"The token is {problem}.";
            return new Admission.Refused(Error(call, StatusCodes.Status401Unauthorized, "InvalidToken", message)
                .With("WWW-Authenticate", "Bearer error=\"invalid_token\""));
        }

        if (call.Query["api-version"] != Version)
        {
            return new Admission.Refused(Error(call, StatusCodes.Status400BadRequest, "UnsupportedApiVersion",
                $"The api-version '{call.Query["api-version"]}' is not supported. Supported: '{Version}'."));
        }

        return call.Route["rule"] is string id ? AdmitToRule(call, caller!, id) : new Admission.Admitted(caller!);
    }

    public Spending Spend(ApiCall call)
    {
        var rule = (call.Route["rule"] as string ?? "").ToUpperInvariant();
        var calls = world.Budgets.IngestionCalls.Spend(rule);
        var kilobytes = world.Budgets.IngestionKilobytes.Spend(rule, 1 + BodyCoding.Plain(call, LogsOperations.MostBytes).Length / 1024);
        return kilobytes.RetryAfter > (calls.RetryAfter ?? TimeSpan.Zero) ? kilobytes : calls;
    }

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
        headers["x-ms-request-id"] = call.RequestId;
        headers["api-supported-versions"] = Version;
    }

    private Admission AdmitToRule(ApiCall call, Caller caller, string id)
    {
        if (world.FindRule(id) is not var (logs, rule))
        {
            return new Admission.Refused(Error(call, StatusCodes.Status404NotFound, "NotFound",
                $"Data collection rule with immutable Id '{id}' not found."));
        }

        return logs.Tenant.Id == caller.Tenant.Id && rule.Admits(caller.App.ClientId)
            ? new Admission.Admitted(caller)
            : new Admission.Refused(Error(call, StatusCodes.Status403Forbidden, "OperationFailed",
                "The authentication token provided does not have access to ingest data for the data collection rule with immutable Id "
                + $"'{id}' PipelineAccessResult: AccessGranted: False, IsRbacPresent: False, IsDcrDceBindingValid: , DcrArmId: "
                + $"{logs.ResourceIdOf(rule)},\r\n Message: Required authorization action was not found for tenantId {caller.Tenant.Id} "
                + $"objectId {caller.App.ServicePrincipalId} on resourceId {logs.ResourceIdOf(rule)}."));
    }
}
