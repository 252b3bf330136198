using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>The comments of an incident, under names their writers choose.</summary>
internal sealed class CommentOperations(World world, IPortalApi api)
{
    private readonly ArmPage<SentinelComment> _page =
        new(api, comment => comment.Name, ArmProperties.OfComment, "properties/createdTimeUtc desc", renamesRounds: true);

    public Answer List(ApiCall call)
    {
        var portal = world.Sentinel(call);
        return portal.Find(call.Segment("incident"), call.AsOf) is { } incident
            ? _page.Answer(call, incident.Comments, comment => Write(portal, incident, comment))
            : ArmAnswers.NotFound(api, call, call.Segment("incident"));
    }

    public Answer Get(ApiCall call)
    {
        var portal = world.Sentinel(call);
        return portal.Find(call.Segment("incident"), call.AsOf) is { } incident && incident.Comment(call.Segment("comment")) is { } comment
            ? Answer.Ok(Write(portal, incident, comment))
            : ArmAnswers.NotFound(api, call, call.Segment("comment"));
    }

    public Answer Put(ApiCall call)
    {
        if (call.BodyObject() is not { } body || !body.TryGetProperty("properties", out var properties)
            || properties.ValueKind != JsonValueKind.Object
            || !properties.TryGetProperty("message", out var text) || text.ValueKind != JsonValueKind.String
            || text.GetString()!.Length == 0)
        {
            return ArmAnswers.Bad(api, call, "Required property 'message' not found in JSON. Path 'properties'.");
        }

        if (text.GetString()!.Length > SentinelLimits.CommentLength)
        {
            return ArmAnswers.Bad(api, call, $"The comment is longer than {SentinelLimits.CommentLength} characters.");
        }

        var portal = world.Sentinel(call);
        var name = call.Segment("comment");
        var result = portal.PutComment(call.Segment("incident"), name, ArmAnswers.Etag(body), call.Caller.Actor, text.GetString()!);
        return ArmAnswers.Of(api, call, name, result, incident => Write(portal, incident, incident.Comment(name)!));
    }

    public Answer Delete(ApiCall call) =>
        ArmAnswers.Deleted(world.Sentinel(call).DeleteComment(call.Segment("incident"), call.Segment("comment"), call.Caller.Actor));

    private static JsonObject Write(SentinelPortal portal, SentinelIncident incident, SentinelComment comment) => new()
    {
        ["id"] = $"{IncidentJson.Id(portal, incident)}/Comments/{comment.Name}",
        ["name"] = comment.Name,
        ["etag"] = comment.Etag,
        ["type"] = "Microsoft.SecurityInsights/Incidents/Comments",
        ["properties"] = new JsonObject
        {
            ["message"] = comment.Message,
            ["createdTimeUtc"] = Stamp.Format(comment.CreatedTimeUtc),
            ["lastModifiedTimeUtc"] = Stamp.Format(comment.LastModifiedTimeUtc),
            ["author"] = new JsonObject
            {
                ["objectId"] = comment.Author.ObjectId,
                ["email"] = comment.Author.Email,
                ["name"] = comment.Author.Name,
                ["userPrincipalName"] = comment.Author.UserPrincipalName,
            },
        },
    };
}
