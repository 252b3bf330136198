using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Worlds;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>What an incident's alerts say: POST alerts, entities and bookmarks, and the workspace's data connectors.</summary>
internal sealed class EvidenceOperations(World world, IPortalApi api)
{
    public Answer Alerts(ApiCall call) => Of(call, (portal, incident) => new JsonObject
    {
        ["value"] = new JsonArray(AlertsOf(portal, incident).Select(alert => (JsonNode)Write(portal, alert)).ToArray()),
    });

    public Answer Entities(ApiCall call) => Of(call, (portal, incident) =>
    {
        var entities = AlertsOf(portal, incident).SelectMany(alert => alert.Entities).DistinctBy(entity => entity.Name).ToList();
        return new JsonObject
        {
            ["entities"] = new JsonArray(entities.Select(entity => Write(portal, entity)).ToArray()),
            ["metaData"] = new JsonArray(entities.GroupBy(entity => entity.Kind)
                .Select(kind => (JsonNode)new JsonObject { ["entityKind"] = kind.Key, ["count"] = kind.Count() }).ToArray()),
        };
    });

    public Answer Bookmarks(ApiCall call) => Of(call, (portal, incident) => new JsonObject
    {
        ["value"] = new JsonArray(incident.Relations.Where(relation => !relation.IsAlert).Select(bookmark => (JsonNode)new JsonObject
        {
            ["id"] = bookmark.RelatedResourceId,
            ["name"] = bookmark.RelatedName,
            ["type"] = "Microsoft.SecurityInsights/Bookmarks",
            ["properties"] = new JsonObject { ["displayName"] = bookmark.RelatedName },
        }).ToArray()),
    });

    public Answer DataConnectors(ApiCall call)
    {
        var portal = world.Sentinel(call);
        var connectors = new JsonArray();
        if (portal.Workspace.Native)
        {
            connectors.Add(DefenderConnector(portal));
        }

        return Answer.Ok(new JsonObject { ["value"] = connectors });
    }

    private static JsonObject DefenderConnector(SentinelPortal portal) => new()
    {
        ["id"] = $"{portal.Workspace.ResourceId}/providers/Microsoft.SecurityInsights/dataConnectors/{portal.Tenant.Id}",
        ["name"] = portal.Tenant.Id.ToString(),
        ["etag"] = "\"0300bf09-0000-0000-0000-5c37296e0000\"",
        ["type"] = "Microsoft.SecurityInsights/dataConnectors",
        ["kind"] = "MicrosoftThreatProtection",
        ["properties"] = new JsonObject
        {
            ["tenantId"] = portal.Tenant.Id.ToString(),
            ["dataTypes"] = new JsonObject { ["incidents"] = new JsonObject { ["state"] = "Enabled" } },
        },
    };

    private Answer Of(ApiCall call, Func<SentinelPortal, SentinelIncident, JsonObject> write)
    {
        var portal = world.Sentinel(call);
        return portal.Find(call.Segment("incident"), call.AsOf) is { } incident
            ? Answer.Ok(write(portal, incident))
            : ArmAnswers.NotFound(api, call, call.Segment("incident"));
    }

    private static List<SentinelAlert> AlertsOf(SentinelPortal portal, SentinelIncident incident) =>
        incident.Relations.Where(relation => relation.IsAlert).Select(relation => portal.FindAlert(relation.RelatedName))
            .OfType<SentinelAlert>().ToList();

    private static JsonObject Write(SentinelPortal portal, SentinelAlert alert) =>
        Resource(portal, alert.SystemAlertId, "SecurityAlert", new()
    {
        ["systemAlertId"] = alert.SystemAlertId,
        ["providerAlertId"] = alert.ProviderAlertId,
        ["alertDisplayName"] = alert.AlertDisplayName,
        ["description"] = alert.Description,
        ["severity"] = alert.Severity,
        ["status"] = alert.Status,
        ["productName"] = alert.ProductName,
        ["tactics"] = new JsonArray(alert.Tactics.Select(tactic => (JsonNode)tactic).ToArray()),
        ["timeGenerated"] = Stamp.Format(alert.TimeGenerated),
        ["startTimeUtc"] = Stamp.Format(alert.TimeGenerated),
        ["endTimeUtc"] = Stamp.Format(alert.TimeGenerated),
        ["additionalData"] = new JsonObject(),
        ["resourceIdentifiers"] = new JsonArray(),
        ["friendlyName"] = alert.AlertDisplayName,
    });

    private static JsonNode Write(SentinelPortal portal, SentinelEntity entity) =>
        Resource(portal, entity.Name, entity.Kind, (JsonObject)entity.Properties.DeepClone());

    private static JsonObject Resource(SentinelPortal portal, string name, string kind, JsonObject properties) => new()
    {
        ["id"] = $"{portal.Workspace.ResourceId}/providers/Microsoft.SecurityInsights/Entities/{name}",
        ["name"] = name,
        ["type"] = "Microsoft.SecurityInsights/Entities",
        ["kind"] = kind,
        ["properties"] = properties,
    };
}
