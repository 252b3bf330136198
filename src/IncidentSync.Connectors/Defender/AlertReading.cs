using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Alerts;

namespace IncidentSync.Connectors.Defender;

/// <summary>
/// Reads Graph's alert. Only an id and a stamp are needed: whatever else is odd is empty here and stands in the raw alert.
/// </summary>
public static class AlertReading
{
    /// <summary>The alert, or null with the problem.</summary>
    /// <param name="json">A row of <c>alerts_v2</c>, or an alert that was kept raw.</param>
    /// <returns>One of the two. The problem is our words alone.</returns>
    public static (Alert? Alert, string? Problem) Read(JsonElement json)
    {
        var raw = Storable(json);
        if (!raw.IsSound())
        {
            return (null, SoundJson.Problem);
        }

        if (PortalIds.Alert(raw.Text("id")) is not { } id)
        {
            return (null, raw.Text("id").Length == 0 ? "an alert without an id" : "an alert whose id cannot be part of an address");
        }

        if (raw.Stamp("lastUpdateDateTime") is not { } updated)
        {
            return (null, "lastUpdateDateTime is missing or absurd");
        }

        return (new Alert(id, updated, raw.Stamp("createdDateTime") ?? updated, raw)
        {
            ProviderAlertId = raw.Text("providerAlertId"),
            IncidentId = raw.Text("incidentId"),
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
            Categories = raw.Texts("categories"),
            MitreTechniques = raw.Texts("mitreTechniques"),
            SystemTags = raw.Texts("systemTags"),
            FirstActivity = raw.Stamp("firstActivityDateTime"),
            LastActivity = raw.Stamp("lastActivityDateTime"),
            Resolved = raw.Stamp("resolvedDateTime"),
            Evidence = EvidenceReading.Read(raw.Member("evidence")),
            IsHostile = IsReplaced(raw),
        }, null);
    }

    // A body was made storable when it came; a row that comes another way is made so here.
    private static JsonElement Storable(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Undefined)
        {
            return json;
        }

        var bytes = JsonMarshal.GetRawUtf8Value(json).ToArray();
        var storable = JsonBody.Storable(bytes);
        if (MemoryMarshal.TryGetArray(storable, out var same) && same.Array == bytes)
        {
            return json.Clone();
        }

        using var document = JsonDocument.Parse(storable, JsonBody.AnyDepth);
        return document.RootElement.Clone();
    }

    // The escape is what is put in place of U+0000. The character itself says nothing: Microsoft's own texts have it.
    private static bool IsReplaced(JsonElement raw)
    {
        var bytes = JsonMarshal.GetRawUtf8Value(raw);
        for (var at = bytes.IndexOf(@"\uFFFD"u8); at >= 0; at = bytes.IndexOf(@"\uFFFD"u8))
        {
            var before = bytes[..at];
            if ((before.Length - before.TrimEnd((byte)'\\').Length) % 2 == 0)
            {
                return true;
            }

            bytes = bytes[(at + 1)..];
        }

        return false;
    }

    internal static ImmutableArray<string> Texts(this JsonElement json, string member) =>
        [.. json.Member(member).Items().Select(item => item.Text()).Where(text => text.Length > 0)];
}
