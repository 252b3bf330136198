using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>microsoft.graph.security.alert on the wire.</summary>
internal static class AlertJson
{
    public static JsonObject Write(DefenderAlert alert, bool allMembers)
    {
        var json = WriteTyped(alert, allMembers);
        foreach (var (name, value) in alert.Raw)
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }

    private static JsonObject WriteTyped(DefenderAlert alert, bool allMembers) => new()
    {
        ["id"] = alert.Id,
        ["providerAlertId"] = alert.ProviderAlertId,
        ["incidentId"] = alert.IncidentId,
        ["status"] = alert.Status,
        ["severity"] = alert.Severity,
        ["classification"] = alert.Classification,
        ["determination"] = alert.Determination,
        ["serviceSource"] = DefenderVocabulary.ShownSource(alert.ServiceSource, allMembers),
        ["detectionSource"] = DefenderVocabulary.Shown(alert.DetectionSource, DefenderVocabulary.EvolvedDetectionSources, allMembers),
        ["productName"] = alert.ProductName,
        ["detectorId"] = (alert.DetectorId ?? DetectorOf(alert.Title)).ToString(),
        ["tenantId"] = alert.TenantId.ToString(),
        ["title"] = alert.Title,
        ["description"] = alert.Description,
        ["recommendedActions"] = alert.RecommendedActions,
        ["category"] = alert.Category,
        ["categories"] = IncidentJson.Texts(alert.Category is { } category ? [category] : []),
        ["assignedTo"] = alert.AssignedTo,
        ["alertWebUrl"] = $"https://security.microsoft.com/alerts/{alert.Id}?tid={alert.TenantId}",
        ["incidentWebUrl"] = $"https://security.microsoft.com/incident2/{alert.IncidentId}/overview?tid={alert.TenantId}",
        ["actorDisplayName"] = alert.ActorDisplayName,
        ["threatDisplayName"] = alert.ThreatDisplayName,
        ["threatFamilyName"] = alert.ThreatFamilyName,
        ["mitreTechniques"] = IncidentJson.Texts(alert.MitreTechniques),
        ["createdDateTime"] = Stamp.Format(alert.CreatedDateTime),
        ["lastUpdateDateTime"] = Stamp.Format(alert.LastUpdateDateTime),
        ["resolvedDateTime"] = Stamp.Format(alert.ResolvedDateTime),
        ["firstActivityDateTime"] = Stamp.Format(alert.FirstActivityDateTime),
        ["lastActivityDateTime"] = Stamp.Format(alert.LastActivityDateTime),
        ["systemTags"] = IncidentJson.Texts(alert.SystemTags),
        ["alertPolicyId"] = null,
        ["investigationState"] = alert.InvestigationState,
        ["comments"] = IncidentJson.Comments(alert.Comments),
        ["customDetails"] = alert.CustomDetails.DeepClone(),
        ["additionalData"] = alert.AdditionalData?.DeepClone(),
        ["evidence"] = new JsonArray(alert.Evidence.Select(evidence => evidence.DeepClone()).ToArray()),
    };

    private static Guid DetectorOf(string title) => new(SHA256.HashData(Encoding.UTF8.GetBytes(title)).AsSpan(0, 16));
}
