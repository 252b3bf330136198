using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>The answers that all of Sentinel's resources have in common.</summary>
internal static class ArmAnswers
{
    public static Answer Bad(IPortalApi api, ApiCall call, string message) =>
        api.Error(call, StatusCodes.Status400BadRequest, "BadRequest", message);

    public static Answer NotFound(IPortalApi api, ApiCall call, string name) =>
        api.Error(call, StatusCodes.Status404NotFound, "NotFound", $"Resource '{name}' does not exist");

    public static Answer Deleted(bool existed) =>
        existed ? Answer.Ok(new JsonObject()) : new Answer(StatusCodes.Status204NoContent, null);

    public static Answer Of(
        IPortalApi api, ApiCall call, string name, PutResult result, Func<SentinelIncident, JsonNode> write) => result switch
    {
        PutResult.Created created => new Answer(StatusCodes.Status201Created, write(created.Incident)),
        PutResult.Updated updated => Answer.Ok(write(updated.Incident)),
        PutResult.Stale =>
            api.Error(call, StatusCodes.Status409Conflict, "Conflict", $"Newer version of resource '{name}' exists. Data was not saved"),
        PutResult.Missing => NotFound(api, call, call.Segment("incident")),
        PutResult.Refused refused => api.Error(call, refused.Status, refused.Code, refused.Message),
        _ => throw new InvalidOperationException("A write has one of five results."),
    };

    /// <summary>The etag lies in the body and carries its own quotes.</summary>
    public static string? Etag(JsonElement body) =>
        body.TryGetProperty("etag", out var etag) && etag.ValueKind == JsonValueKind.String && etag.GetString() is { Length: > 0 } text
            ? text
            : null;
}
