using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>The relations of an incident to alerts and bookmarks. A new one is answered with 200, not 201.</summary>
internal sealed partial class RelationOperations(World world, IPortalApi api)
{
    private readonly ArmPage<SentinelRelation> _page =
        new(api, relation => relation.Name, ArmProperties.OfRelation, "properties/relatedResourceId asc");

    public Answer List(ApiCall call)
    {
        var portal = world.Sentinel(call);
        return portal.Find(call.Segment("incident"), call.AsOf) is { } incident
            ? _page.Answer(call, incident.Relations, relation => Write(portal, incident, relation))
            : ArmAnswers.NotFound(api, call, call.Segment("incident"));
    }

    public Answer Get(ApiCall call)
    {
        var portal = world.Sentinel(call);
        return portal.Find(call.Segment("incident"), call.AsOf) is { } incident
            && incident.Relation(call.Segment("relation")) is { } relation
            ? Answer.Ok(Write(portal, incident, relation))
            : ArmAnswers.NotFound(api, call, call.Segment("relation"));
    }

    public Answer Put(ApiCall call)
    {
        var name = call.Segment("relation");
        if (!NamePattern().IsMatch(name))
        {
            return ArmAnswers.Bad(api, call, $"Invalid relation name '{name}'.");
        }

        if (call.BodyObject() is not { } body || !body.TryGetProperty("properties", out var properties)
            || properties.ValueKind != JsonValueKind.Object
            || !properties.TryGetProperty("relatedResourceId", out var related) || related.ValueKind != JsonValueKind.String)
        {
            return ArmAnswers.Bad(api, call, "Required property 'relatedResourceId' not found in JSON. Path 'properties'.");
        }

        var portal = world.Sentinel(call);
        if (!related.GetString()!.StartsWith($"{portal.Workspace.ResourceId}/", StringComparison.OrdinalIgnoreCase))
        {
            return ArmAnswers.Bad(api, call, "The related resource lies in another workspace.");
        }

        var result = portal.PutRelation(call.Segment("incident"), name, related.GetString()!, call.Caller.Actor);
        return ArmAnswers.Of(api, call, name, result, incident => Write(portal, incident, incident.Relation(name)!));
    }

    public Answer Delete(ApiCall call) =>
        ArmAnswers.Deleted(world.Sentinel(call).DeleteRelation(call.Segment("incident"), call.Segment("relation"), call.Caller.Actor));

    private static JsonObject Write(SentinelPortal portal, SentinelIncident incident, SentinelRelation relation)
    {
        var properties = new JsonObject
        {
            ["relatedResourceId"] = relation.RelatedResourceId,
            ["relatedResourceName"] = relation.RelatedName,
            ["relatedResourceType"] = $"Microsoft.SecurityInsights/{relation.Collection}",
        };
        if (relation.IsAlert)
        {
            properties["relatedResourceKind"] = "SecurityAlert";
        }

        return new JsonObject
        {
            ["id"] = $"{IncidentJson.Id(portal, incident)}/relations/{relation.Name}",
            ["name"] = relation.Name,
            ["etag"] = relation.Etag,
            ["type"] = "Microsoft.SecurityInsights/Incidents/relations",
            ["properties"] = properties,
        };
    }

    [GeneratedRegex("^[a-zA-Z0-9-]{3,63}$")]
    private static partial Regex NamePattern();
}
