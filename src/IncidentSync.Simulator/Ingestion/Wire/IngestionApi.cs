using System.Globalization;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Entra;
using IncidentSync.Simulator.Records;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Ingestion.Wire;

/// <summary>The Logs Ingestion API around a call: tokens, the rule and its role, the limits, errors (Azure SDK, TROUBLESHOOTING.md of
/// Azure.Monitor.Ingestion).</summary>
internal sealed class IngestionApi(World world) : IPortalApi
{
    // "12,000 requests and 2 GB a minute" for a data collection rule (learn.microsoft.com, "Azure Monitor service limits").
    private readonly SlidingBudget<string> _calls = new(12_000, TimeSpan.FromMinutes(1), world.Clock.Real);

    public Portal Portal => Portal.Ingestion;

    public Admission Admit(ApiCall call)
    {
        var (caller, audience, problem) = world.TokenCheck.Check(call.Headers.Authorization);
        if (problem != TokenProblem.None || !Resource.IsMonitor(audience))
        {
            return new Admission.Refused(Error(call, 401, "InvalidToken", "The authentication token is missing or invalid."));
        }

        if (world.Tables.Find(call.Segment("rule")) is not { } rule)
        {
            return new Admission.Refused(Error(
                call, 404, "NotFound", $"Data collection rule with immutable Id '{call.Segment("rule")}' not found."));
        }

        return rule.MayPublish(caller!.App.ClientId)
            ? new Admission.Admitted(caller)
            : new Admission.Refused(Error(
                call, 403, "OperationFailed",
                "The authentication token provided does not have access to ingest data for the data collection rule with immutable Id "
                + $"'{rule.Id}' PipelineAccessResult: AccessGranted: False, IsRbacPresent: False, IsDcrDceBindingValid: , "
                + "DcrDceBinding: ."));
    }

    public Spending Spend(ApiCall call) => _calls.Spend(call.Segment("rule"));

    public Answer Error(ApiCall call, int status, string code, string message) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });

    public Answer TooManyRequests(ApiCall call, TimeSpan? retryAfter)
    {
        var answer = Error(call, StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too many requests.");
        return retryAfter is { } wait
            ? answer.With("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))
            : answer;
    }

    public void AddHeaders(ApiCall call, Spending? spending, IHeaderDictionary headers)
    {
        headers.ContentType = "application/json; charset=utf-8";
        headers["x-ms-client-request-id"] = call.Headers["x-ms-client-request-id"];
    }
}
