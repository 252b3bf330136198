using System.Text.Json.Nodes;
using IncidentSync.Core.Incidents;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>
/// Makes the PUT. A PUT replaces the whole incident, so it is the document as it was read with our changes: what we do not know is kept.
/// </summary>
internal static class SentinelWriting
{
    private static readonly string[] VerdictMembers = ["classification", "classificationReason", "classificationComment"];

    public static JsonObject Put(IncidentWrite write)
    {
        var document = write.Expected is { } expected ? JsonNode.Parse(expected.Raw)!.AsObject() : [];
        if (document["properties"] is not JsonObject properties)
        {
            document["properties"] = properties = [];
        }

        foreach (var field in write.Fields)
        {
            Set(properties, field.Field, field.Value);
        }

        SentinelLabels.Add(properties, write.Labels);
        FitVerdictToStatus(properties);
        return document;
    }

    private static void Set(JsonObject properties, Field field, Reading value)
    {
        switch (value)
        {
            case Seen<Status> status:
                properties["status"] = SentinelWords.Status(status.Value);
                break;
            case Seen<Severity> severity:
                properties["severity"] = severity.Value.ToString();
                break;
            case Seen<Owner> owner:
                properties["owner"] = Owner(owner.Value);
                break;
            case Seen<Verdict> verdict:
                properties["classification"] = verdict.Value.Class.ToString();
                SetText(properties, "classificationReason", verdict.Value.Detail);
                SetText(properties, "classificationComment", verdict.Value.Comment);
                break;
            case Seen<Priority> priority:
                SentinelLabels.SetPriority(properties, priority.Value);
                break;
            case Seen<Tags> tags:
                SentinelLabels.SetTags(properties, tags.Value);
                break;
            case Seen<string> text:
                properties[field == Fields.Title ? "title" : "description"] = text.Value;
                break;
            default:
                throw new ArgumentException($"The field '{field}' cannot be written to Sentinel as {value.GetType().Name}.");
        }
    }

    private static JsonObject Owner(Owner owner) => new()
    {
        ["objectId"] = OrNull(owner.ObjectId),
        ["userPrincipalName"] = OrNull(owner.UserPrincipalName),
        ["email"] = OrNull(owner.Email),
        ["assignedTo"] = null,
    };

    // A close needs a classification, and only a close may carry one (recorded 400; n8n's Sentinel node, changelog 0.3.3).
    private static void FitVerdictToStatus(JsonObject properties)
    {
        if (properties["status"]?.GetValue<string>() != "Closed")
        {
            foreach (var member in VerdictMembers)
            {
                properties.Remove(member);
            }
        }
        else if (properties["classification"] is null)
        {
            properties["classification"] = nameof(Classification.Undetermined);
        }
    }

    private static void SetText(JsonObject properties, string member, string text)
    {
        if (text.Length > 0)
        {
            properties[member] = text;
        }
        else
        {
            properties.Remove(member);
        }
    }

    private static JsonNode? OrNull(string text) => text.Length > 0 ? text : null;
}
