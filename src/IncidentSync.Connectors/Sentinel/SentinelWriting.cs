using System.Text.Json.Nodes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Values;

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
            Set(properties, field, write.Expected?.Incident[field.Field]);
        }

        SentinelLabels.Add(properties, write.Labels);
        FitVerdictToStatus(properties);
        return document;
    }

    private static void Set(JsonObject properties, FieldWrite write, Reading? before)
    {
        switch (write.Value)
        {
            case Seen<Status> status:
                properties["status"] = SentinelWords.Status(status.Value);
                break;
            case Seen<Severity> severity:
                properties["severity"] = severity.Value.ToString();
                break;
            case Seen<Owner> owner:
                SentinelOwner.Set(properties, owner.Value, before);
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
                properties[write.Field == AllFields.Title ? "title" : "description"] = text.Value;
                break;
            default:
                throw new ArgumentException($"The field '{write.Field}' cannot be written to Sentinel as {write.Value.GetType().Name}.");
        }
    }

    // A close needs a classification, and only a close may carry one (recorded 400; n8n's Sentinel node, changelog 0.3.3). Under a status
    // that is unknown here nobody knows, and it stays as it is.
    private static void FitVerdictToStatus(JsonObject properties)
    {
        var word = properties["status"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
        switch (SentinelWords.Status(word))
        {
            case Seen<Status> { Value: Status.Closed }:
                properties["classification"] ??= nameof(Classification.Undetermined);
                break;
            case Seen<Status>:
                foreach (var member in VerdictMembers)
                {
                    properties.Remove(member);
                }

                break;
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
}
