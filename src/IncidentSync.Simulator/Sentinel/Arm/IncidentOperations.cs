using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>List, GET, PUT and DELETE of incidents.</summary>
internal sealed class IncidentOperations(World world, IPortalApi api)
{
    private readonly ArmPage<SentinelIncident> _page =
        new(api, incident => incident.Name, ArmProperties.OfIncident, "properties/createdTimeUtc desc");

    public Answer List(ApiCall call)
    {
        var portal = world.Sentinel(call);
        return _page.Answer(call, portal.Incidents(call.AsOf), incident => IncidentJson.Write(portal, incident));
    }

    public Answer Get(ApiCall call)
    {
        var portal = world.Sentinel(call);
        return portal.Find(call.Segment("incident"), call.AsOf) is { } incident
            ? Answer.Ok(IncidentJson.Write(portal, incident))
            : ArmAnswers.NotFound(api, call, call.Segment("incident"));
    }

    public Answer Put(ApiCall call)
    {
        if (call.BodyObject() is not { } body)
        {
            return ArmAnswers.Bad(api, call, "The request content was invalid and could not be deserialized.");
        }

        var (change, problem) = IncidentPut.Read(body);
        if (change is null)
        {
            return ArmAnswers.Bad(api, call, problem!);
        }

        var portal = world.Sentinel(call);
        var name = call.Segment("incident");
        var result = portal.Put(name, ArmAnswers.Etag(body), call.Caller.Actor, change);
        return ArmAnswers.Of(api, call, name, result, incident =>
            IncidentJson.Write(portal, call.AnswersPrevious ? portal.FindPrevious(name)! : incident));
    }

    public Answer Delete(ApiCall call) => ArmAnswers.Deleted(world.Sentinel(call).Delete(call.Segment("incident"), call.Caller.Actor));

    public Answer PutWithoutName(ApiCall call) => api.Error(call, StatusCodes.Status405MethodNotAllowed, "UnsupportedApiVersion",
        $"The HTTP resource that matches the request URI '{call.Url}' does not support the API version '{call.Query["api-version"]}'.");
}
