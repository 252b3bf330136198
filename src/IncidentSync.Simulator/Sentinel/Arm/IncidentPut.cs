using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentSync.Simulator.Sentinel.Arm;

/// <summary>The body of an incident PUT: a full replacement of every writable member, so what is not there is cleared. Read-only and
/// unknown members are ignored.</summary>
internal static class IncidentPut
{
    public static (Func<SentinelIncident, SentinelIncident>? Change, string? Problem) Read(JsonElement body)
    {
        if (!body.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return (null, "Required property 'properties' not found in JSON.");
        }

        foreach (var required in (string[])["title", "severity", "status"])
        {
            if (Text(properties, required) is not { Length: > 0 })
            {
                return (null, $"Required property '{required}' not found in JSON. Path 'properties'.");
            }
        }

        var given = new SentinelIncident("", 0)
        {
            Title = Text(properties, "title")!,
            Severity = Text(properties, "severity")!,
            Status = Text(properties, "status")!,
            Description = Text(properties, "description"),
            Classification = Text(properties, "classification"),
            ClassificationReason = Text(properties, "classificationReason"),
            ClassificationComment = Text(properties, "classificationComment"),
            Owner = Owner(properties),
            Labels = Labels(properties),
            FirstActivityTimeUtc = Moment(properties, "firstActivityTimeUtc"),
            LastActivityTimeUtc = Moment(properties, "lastActivityTimeUtc"),
        };
        return IncidentRules.Against(given) is { } problem ? (null, problem) : (incident => Replace(incident, given), null);
    }

    private static SentinelIncident Replace(SentinelIncident incident, SentinelIncident given) => incident with
    {
        Title = given.Title,
        Severity = given.Severity,
        Status = given.Status,
        Description = given.Description,
        Classification = given.Classification,
        ClassificationReason = given.ClassificationReason,
        ClassificationComment = given.ClassificationComment,
        Owner = given.Owner,
        Labels = [.. given.Labels.Select(label => incident.Label(label.Name))],
        FirstActivityTimeUtc = given.FirstActivityTimeUtc,
        LastActivityTimeUtc = given.LastActivityTimeUtc,
    };

    private static SentinelOwner Owner(JsonElement properties)
    {
        if (!properties.TryGetProperty("owner", out var owner) || owner.ValueKind != JsonValueKind.Object)
        {
            return SentinelOwner.Nobody;
        }

        return new SentinelOwner
        {
            ObjectId = Text(owner, "objectId"),
            Email = Text(owner, "email"),
            AssignedTo = Text(owner, "assignedTo"),
            UserPrincipalName = Text(owner, "userPrincipalName"),
            OwnerType = Text(owner, "ownerType"),
        };
    }

    private static ImmutableList<SentinelLabel> Labels(JsonElement properties) =>
        properties.TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Array
            ? [.. labels.EnumerateArray().Select(label => new SentinelLabel(Text(label, "labelName") ?? ""))]
            : [];

    private static DateTimeOffset? Moment(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && value.TryGetDateTimeOffset(out var moment) ? moment : null;

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
