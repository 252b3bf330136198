using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>microsoft.graph.security.alert on the wire.</summary>
internal static class AlertJson
{
    public static JsonObject Write(DefenderAlert alert, bool allMembers) => new()
    {
        ["id"] = alert.Id,
        ["providerAlertId"] = alert.ProviderAlertId,
        ["incidentId"] = alert.IncidentId,
        ["status"] = alert.Status,
        ["severity"] = alert.Severity,
        ["classification"] = alert.Classification,
        ["determination"] = alert.Determination,
        ["serviceSource"] = DefenderVocabulary.Shown(alert.ServiceSource, DefenderVocabulary.EvolvedServiceSources, allMembers),
        ["detectionSource"] = DefenderVocabulary.Shown(alert.DetectionSource, DefenderVocabulary.EvolvedDetectionSources, allMembers),
        ["productName"] = alert.ProductName,
        ["detectorId"] = "da88ec89-31c5-4864-8609-dce36e65bbc4",
        ["tenantId"] = alert.TenantId.ToString(),
        ["title"] = alert.Title,
        ["description"] = alert.Description,
        ["recommendedActions"] = "",
        ["category"] = alert.Category,
        ["assignedTo"] = alert.AssignedTo,
        ["alertWebUrl"] = $"https://security.microsoft.com/alerts/{alert.Id}?tid={alert.TenantId}",
        ["incidentWebUrl"] = $"https://security.microsoft.com/incident2/{alert.IncidentId}/overview?tid={alert.TenantId}",
        ["actorDisplayName"] = null,
        ["threatDisplayName"] = null,
        ["threatFamilyName"] = null,
        ["mitreTechniques"] = IncidentJson.Texts(alert.MitreTechniques),
        ["createdDateTime"] = Stamp.Format(alert.CreatedDateTime),
        ["lastUpdateDateTime"] = Stamp.Format(alert.LastUpdateDateTime),
        ["resolvedDateTime"] = Stamp.Format(alert.ResolvedDateTime),
        ["firstActivityDateTime"] = Stamp.Format(alert.FirstActivityDateTime),
        ["lastActivityDateTime"] = Stamp.Format(alert.LastActivityDateTime),
        ["systemTags"] = new JsonArray(),
        ["alertPolicyId"] = null,
        ["investigationState"] = "unsupportedAlertType",
        ["comments"] = IncidentJson.Comments(alert.Comments),
        ["customDetails"] = new JsonObject(),
        ["evidence"] = new JsonArray(alert.Evidence.Select(evidence => evidence.DeepClone()).ToArray()),
    };
}
