using System.Collections.Immutable;
using System.Text.Json;
using static IncidentSync.Core.Alerts.MadeColumn<IncidentSync.Core.Alerts.AlertRow>;

namespace IncidentSync.Core.Alerts;

/// <summary>
/// The columns of <c>DefenderAlerts_CL</c>: the only list of them. The template that makes the table is compared with it.
/// </summary>
public static class AlertColumns
{
    /// <summary>The version of the table's shape.</summary>
    public const int SchemaVersion = 1;

    internal static readonly ImmutableArray<MadeColumn<AlertRow>> Made =
    [
        // Azure Monitor replaces a TimeGenerated older than two days; LastUpdateTime is the truth.
        Time("TimeGenerated", row => row.Alert.Updated),
        Text("EventId", row => row.EventId.ToString("D")),
        Text("Kind", row => row.Kind),
        Text("Connection", row => row.Connection),
        Text("DefenderTenantId", row => row.DefenderTenantId),
        Text("AlertId", row => row.Alert.Id),
        Text("ProviderAlertId", row => row.Alert.ProviderAlertId),
        Text("IncidentId", row => row.Alert.IncidentId),
        Word("SentinelIncidentName", row => row.SentinelIncidentName),
        Text("AlertTitle", row => row.Alert.Title),
        Text("Description", row => row.Alert.Description),
        Text("Severity", row => row.Alert.Severity),
        Text("Status", row => row.Alert.Status),
        Text("Classification", row => row.Alert.Classification),
        Text("Determination", row => row.Alert.Determination),
        Text("ServiceSource", row => row.Alert.ServiceSource),
        Text("DetectionSource", row => row.Alert.DetectionSource),
        Text("ProductName", row => row.Alert.ProductName),
        Text("DetectorId", row => row.Alert.DetectorId),
        Text("Category", row => row.Alert.Category),
        Text("AssignedTo", row => row.Alert.AssignedTo),
        Text("ActorName", row => row.Alert.ActorName),
        Text("ThreatName", row => row.Alert.ThreatName),
        Text("ThreatFamily", row => row.Alert.ThreatFamily),
        Text("InvestigationState", row => row.Alert.InvestigationState),
        Text("RecommendedActions", row => row.Alert.RecommendedActions),
        Text("AlertWebUrl", row => row.Alert.AlertWebUrl),
        Text("IncidentWebUrl", row => row.Alert.IncidentWebUrl),
        Json("Categories", row => Member(row, "categories")),
        Json("MitreTechniques", row => Member(row, "mitreTechniques")),
        Json("SystemTags", row => Member(row, "systemTags")),
        Raw("CustomDetails", row => Member(row, "customDetails")),
        Raw("AdditionalData", row => Member(row, "additionalData")),
        Raw("Comments", row => Member(row, "comments")),
        Raw("Entities", row => Entity.Json(row.Alert)),
        Json(Column.Cut, _ => null),
        Time("CreatedTime", row => row.Alert.Created),
        Time("FirstActivityTime", row => row.Alert.FirstActivity),
        Time("LastActivityTime", row => row.Alert.LastActivity),
        Time("LastUpdateTime", row => row.Alert.Updated),
        Time("ResolvedTime", row => row.Alert.Resolved),
        Number("Sequence", "long", row => row.Sequence),
        Number("EvidenceCount", "int", row => row.Alert.DistinctEvidence.Count()),
        Number("SchemaVersion", "int", _ => SchemaVersion),
    ];

    /// <summary>The columns in order.</summary>
    public static ImmutableArray<Column> All { get; } = [.. Made.Select(made => made.Column)];

    private static JsonElement? Member(AlertRow row, string name) => row.Alert.Raw.TryGetProperty(name, out var value) ? value : null;
}
