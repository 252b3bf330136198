using System.Collections.Immutable;
using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Connectors.Defender;

/// <summary>Reads Graph's alert. Of a member of an unknown kind nothing is read; it stays in the raw object.</summary>
public static class AlertReading
{
    private const int LongestId = 256;

    /// <summary>The alert, or null with the problem: an alert needs an id and a stamp.</summary>
    /// <param name="json">The object.</param>
    public static (Alert? Alert, string? Problem) Read(JsonElement json)
    {
        if (!json.IsSound())
        {
            return (null, SoundJson.Problem);
        }

        var id = json.Text("id");
        if (id.Length is 0 or > LongestId)
        {
            return (null, "an alert without a usable id");
        }

        if (json.Stamp("lastUpdateDateTime") is not { } updated)
        {
            return (null, "lastUpdateDateTime is missing or absurd");
        }

        // The page's document is disposed of with the page.
        var raw = json.Clone();
        return (new Alert(id, raw.Text("incidentId"), updated, raw.Stamp("createdDateTime") ?? updated, raw)
        {
            ProviderAlertId = raw.Text("providerAlertId"),
            TenantId = raw.Text("tenantId"),
            Title = raw.Text("title"),
            Description = raw.Text("description"),
            Severity = raw.Text("severity"),
            Status = raw.Text("status"),
            Classification = raw.Text("classification"),
            Determination = raw.Text("determination"),
            ServiceSource = raw.Text("serviceSource"),
            DetectionSource = raw.Text("detectionSource"),
            ProductName = raw.Text("productName"),
            DetectorId = raw.Text("detectorId"),
            Category = raw.Text("category"),
            AssignedTo = raw.Text("assignedTo"),
            ActorName = raw.Text("actorDisplayName"),
            ThreatName = raw.Text("threatDisplayName"),
            ThreatFamily = raw.Text("threatFamilyName"),
            InvestigationState = raw.Text("investigationState"),
            RecommendedActions = raw.Text("recommendedActions"),
            AlertWebUrl = raw.Text("alertWebUrl"),
            IncidentWebUrl = raw.Text("incidentWebUrl"),
            FirstActivity = raw.Stamp("firstActivityDateTime"),
            LastActivity = raw.Stamp("lastActivityDateTime"),
            Resolved = raw.Stamp("resolvedDateTime"),
            Evidence = [.. raw.Member("evidence").Items().Where(item => item.ValueKind == JsonValueKind.Object).Select(EvidenceReading.Read)],
        }, null);
    }
}
