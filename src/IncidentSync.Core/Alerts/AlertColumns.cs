using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Alerts;

/// <summary>The table DefenderAlerts_CL: one row an event of an alert. This is the only list of its columns.</summary>
public static class AlertColumns
{
    private const int SchemaVersion = 1;

    private static readonly TableColumn<(AlertOrigin Origin, Alert Alert)>[] Columns =
    [
        Time("TimeGenerated", alert => alert.Updated),
        Of("EventId", row => $"{row.Origin.EventId}"),
        Of("Kind", row => row.Origin.Kind),
        Of("Connection", row => row.Origin.Connection),
        Of("DefenderTenantId", row => row.Origin.TenantId),
        Text("AlertId", alert => alert.Id),
        Text("ProviderAlertId", alert => alert.ProviderAlertId),
        Text("IncidentId", alert => alert.IncidentId),
        Of("SentinelIncidentName", row => row.Origin.Twin),
        Text("AlertTitle", alert => alert.Title),
        Text("Description", alert => alert.Description),
        Text("Severity", alert => alert.Severity),
        Text("Status", alert => alert.Status),
        Text("Classification", alert => alert.Classification),
        Text("Determination", alert => alert.Determination),
        Text("ServiceSource", alert => alert.ServiceSource),
        Text("DetectionSource", alert => alert.DetectionSource),
        Text("ProductName", alert => alert.ProductName),
        Text("DetectorId", alert => alert.DetectorId),
        Text("Category", alert => alert.Category),
        Text("AssignedTo", alert => alert.AssignedTo),
        Text("ActorName", alert => alert.ActorName),
        Text("ThreatName", alert => alert.ThreatName),
        Text("ThreatFamily", alert => alert.ThreatFamily),
        Text("InvestigationState", alert => alert.InvestigationState),
        Text("RecommendedActions", alert => alert.RecommendedActions),
        Text("AlertWebUrl", alert => alert.AlertWebUrl),
        Text("IncidentWebUrl", alert => alert.IncidentWebUrl),
        Json("Categories", alert => Member(alert, "categories")),
        Json("MitreTechniques", alert => Member(alert, "mitreTechniques")),
        Json("SystemTags", alert => Member(alert, "systemTags")),
        Json("CustomDetails", alert => Member(alert, "customDetails"), isRaw: true),
        Json("AdditionalData", alert => Member(alert, "additionalData"), isRaw: true),
        Json("Comments", alert => Member(alert, "comments"), isRaw: true),
        Json("Entities", Entities.Of, isRaw: true),
        Time("CreatedTime", alert => alert.Created),
        Time("FirstActivityTime", alert => alert.FirstActivity),
        Time("LastActivityTime", alert => alert.LastActivity),
        Time("LastUpdateTime", alert => alert.Updated),
        Time("ResolvedTime", alert => alert.Resolved),
        new("Sequence", ColumnType.Long, row => row.Origin.Sequence),
        new("EvidenceCount", ColumnType.Int, row => row.Alert.DistinctEvidence.Count()),
        new("SchemaVersion", ColumnType.Int, _ => SchemaVersion),
        new(TableRows.CutColumns, ColumnType.Dynamic, _ => null),
    ];

    /// <summary>The names and types of all columns.</summary>
    public static IEnumerable<(string Name, ColumnType Type)> All => Columns.Select(column => (column.Name, column.Type));

    /// <summary>The row of an event.</summary>
    /// <param name="origin">The event.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="withoutRaw">Leaves out what others wrote as it is.</param>
    /// <returns>The row.</returns>
    public static TableRow Row(AlertOrigin origin, Alert alert, bool withoutRaw = false) =>
        TableRows.Of(Columns, (origin, alert), withoutRaw);

    /// <summary>The row that tells of events that were purged before they were sent.</summary>
    /// <param name="origin">Its event: of kind gap, with the last lost number.</param>
    /// <param name="first">The first lost number.</param>
    /// <param name="lost">How many events are lost.</param>
    /// <param name="at">When it is told.</param>
    /// <returns>The row.</returns>
    public static TableRow Gap(AlertOrigin origin, long first, long lost, Stamp at)
    {
        using var nothing = JsonDocument.Parse("{}");
        return Row(origin, new Alert("", at, at, nothing.RootElement.Clone())
        {
            Title = $"Lost: {lost} events, sequence {first} to {origin.Sequence}",
            Description = "They were older than Alerts:Retention before they could be sent.",
        });
    }

    private static TableColumn<(AlertOrigin Origin, Alert Alert)> Of(string name, Func<(AlertOrigin Origin, Alert Alert), string> text) =>
        new(name, ColumnType.String, row => text(row));

    private static TableColumn<(AlertOrigin Origin, Alert Alert)> Text(string name, Func<Alert, string> text) =>
        new(name, ColumnType.String, row => text(row.Alert));

    private static TableColumn<(AlertOrigin Origin, Alert Alert)> Time(string name, Func<Alert, Stamp?> stamp) =>
        new(name, ColumnType.DateTime, row => stamp(row.Alert)?.ToString());

    private static TableColumn<(AlertOrigin Origin, Alert Alert)> Json(string name, Func<Alert, JsonNode?> node, bool isRaw = false) =>
        new(name, ColumnType.Dynamic, row => node(row.Alert), isRaw);

    private static JsonNode? Member(Alert alert, string name) =>
        alert.Raw.TryGetProperty(name, out var value) ? JsonNodes.Of(value) : null;
}
