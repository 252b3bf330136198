using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>microsoft.graph.security.incident on the wire. <c>alerts</c> is there only when it was asked for.</summary>
internal static class IncidentJson
{
    public static JsonObject Write(DefenderIncident incident, bool allMembers) => new()
    {
        ["id"] = incident.Id,
        ["tenantId"] = incident.TenantId.ToString(),
        ["status"] = DefenderVocabulary.Shown(incident.Status, DefenderVocabulary.EvolvedStatuses, allMembers),
        ["incidentWebUrl"] = incident.WebUrl,
        ["redirectIncidentId"] = incident.RedirectIncidentId,
        ["displayName"] = incident.DisplayName,
        ["createdDateTime"] = Stamp.Format(incident.CreatedDateTime),
        ["lastUpdateDateTime"] = Stamp.Format(incident.LastUpdateDateTime),
        ["assignedTo"] = incident.AssignedTo,
        ["classification"] = incident.Classification,
        ["determination"] = incident.Determination,
        ["severity"] = incident.Severity,
        ["customTags"] = Texts(incident.CustomTags),
        ["systemTags"] = Texts(incident.SystemTags),
        ["description"] = incident.Description,
        ["lastModifiedBy"] = incident.LastModifiedBy,
        ["resolvingComment"] = incident.ResolvingComment,
        ["summary"] = incident.Summary,
        ["priorityScore"] = incident.PriorityScore,
        ["comments"] = Comments(incident.Comments),
    };

    public static JsonArray Comments(ImmutableList<DefenderComment> comments, bool trims = true) =>
        new(comments.Select(comment => (JsonNode)new JsonObject
    {
        ["comment"] = comment.Text,
        ["createdByDisplayName"] = comment.CreatedByDisplayName,
        ["createdDateTime"] = trims ? Stamp.Format(comment.CreatedDateTime) : Stamp.FormatWhole(comment.CreatedDateTime),
    }).ToArray());

    public static JsonArray Texts(IEnumerable<string> texts) => new(texts.Select(text => (JsonNode)text).ToArray());
}
