using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>Microsoft.SecurityInsights/incidents on the wire: what is unset is absent, except the owner, whose members are null.</summary>
internal static class IncidentJson
{
    public static JsonObject Write(SentinelPortal portal, SentinelIncident incident)
    {
        var id = Id(portal, incident);
        return new JsonObject
        {
            ["id"] = id,
            ["name"] = incident.Name,
            ["etag"] = incident.Etag,
            ["type"] = "Microsoft.SecurityInsights/Incidents",
            ["properties"] = Properties(portal, incident, id),
        };
    }

    public static string Id(SentinelPortal portal, SentinelIncident incident) =>
        $"{portal.Workspace.ResourceId}/providers/Microsoft.SecurityInsights/Incidents/{incident.Name}";

    private static JsonObject Properties(SentinelPortal portal, SentinelIncident incident, string id)
    {
        var properties = new JsonObject { ["title"] = incident.Title };
        AddWhenSet(properties, "description", incident.Description);
        properties["severity"] = incident.Severity;
        properties["status"] = incident.Status;
        AddWhenSet(properties, "classification", incident.Classification);
        AddWhenSet(properties, "classificationReason", incident.ClassificationReason);
        AddWhenSet(properties, "classificationComment", incident.ClassificationComment);
        properties["owner"] = Owner(incident.Owner);
        properties["labels"] = new JsonArray(incident.Labels.Select(Label).ToArray());
        AddWhenSet(properties, "firstActivityTimeUtc", Stamp.Format(incident.FirstActivityTimeUtc));
        AddWhenSet(properties, "lastActivityTimeUtc", Stamp.Format(incident.LastActivityTimeUtc));
        properties["lastModifiedTimeUtc"] = Stamp.Format(incident.LastModifiedTimeUtc);
        properties["createdTimeUtc"] = Stamp.Format(incident.CreatedTimeUtc);
        properties["incidentNumber"] = incident.Number;
        properties["additionalData"] = AdditionalData(portal, incident);
        properties["relatedAnalyticRuleIds"] = Texts(incident.RelatedAnalyticRuleIds);
        properties["incidentUrl"] = $"https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident{id}";
        properties["providerName"] = incident.ProviderName;
        properties["providerIncidentId"] = incident.ProviderIncidentId;
        foreach (var (name, value) in incident.Extra ?? [])
        {
            properties[name] = value?.DeepClone();
        }

        return properties;
    }

    private static JsonObject AdditionalData(SentinelPortal portal, SentinelIncident incident)
    {
        var alerts = incident.Relations.Where(relation => relation.IsAlert).Select(relation => portal.FindAlert(relation.RelatedName))
            .OfType<SentinelAlert>().ToList();
        var data = new JsonObject
        {
            ["alertsCount"] = alerts.Count,
            ["bookmarksCount"] = incident.Relations.Count(relation => !relation.IsAlert),
            ["commentsCount"] = incident.Comments.Count,
            ["alertProductNames"] = Texts(alerts.Select(alert => alert.ProductName).Distinct()),
            ["tactics"] = Texts(incident.Tactics),
            ["techniques"] = Texts(incident.Techniques),
        };
        AddWhenSet(data, "providerIncidentUrl", incident.ProviderIncidentUrl);
        return data;
    }

    private static JsonObject Owner(SentinelOwner owner) => new()
    {
        ["objectId"] = owner.ObjectId,
        ["email"] = owner.Email,
        ["assignedTo"] = owner.AssignedTo,
        ["userPrincipalName"] = owner.UserPrincipalName,
        ["ownerType"] = owner.OwnerType,
    };

    private static JsonNode Label(SentinelLabel label) => new JsonObject { ["labelName"] = label.Name, ["labelType"] = label.Type };

    private static JsonArray Texts(IEnumerable<string> texts) => new(texts.Select(text => (JsonNode)text).ToArray());

    private static void AddWhenSet(JsonObject json, string name, string? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
