using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Core.Comments;
using IncidentSync.Core.Fields;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Defender;

/// <summary>Makes the PATCH: the members of the fields that are written, and of those only what differs from what Defender holds.</summary>
internal static class DefenderWriting
{
    public static JsonObject Patch(IncidentWrite write)
    {
        var patch = new JsonObject();
        foreach (var (field, value) in write.Fields.Select(f => (f.Field, f.Value)))
        {
            switch (value)
            {
                case Seen<Status> status:
                    patch["status"] = DefenderWords.Status(status.Value);
                    break;
                case Seen<Severity> severity:
                    patch["severity"] = DefenderWords.Severity(severity.Value);
                    break;
                case Seen<Owner> owner:
                    patch["assignedTo"] = owner.Value.Text.Length == 0 ? null : owner.Value.Text;
                    break;
                case Seen<Verdict> verdict:
                    AddVerdict(patch, verdict.Value, write.Expected?.Incident[field]);
                    break;
                case Seen<Tags> tags:
                    patch["customTags"] = new JsonArray(
                        [.. OwnedTags(write.Expected).Concat(tags.Value.Shown).Select(tag => (JsonNode)tag)]);
                    break;
                case Seen<string> text:
                    patch[field == AllFields.Title ? "displayName" : "description"] = text.Value;
                    break;
                default:
                    throw new ArgumentException($"The field '{field}' cannot be written to Defender as {value.GetType().Name}.");
            }
        }

        return patch;
    }

    // A PATCH replaces the whole list, so what is no tag of anybody's is sent back as it was read.
    private static IEnumerable<string> OwnedTags(Snapshot? expected) =>
        (expected is null ? null : JsonNode.Parse(expected.Raw)?["customTags"] as JsonArray ?? [])
            ?.Select(tag => tag?.GetValueKind() == JsonValueKind.String ? tag.GetValue<string>() : "")
            .Where(tag => tag.Length > 0 && TagsField.IsOwned(tag)) ?? [];

    private static void AddVerdict(JsonObject patch, Verdict verdict, Reading? held)
    {
        var holds = held is Seen<Verdict> seen ? seen.Value : Verdict.None;
        if (verdict.Class != holds.Class || verdict.Detail != holds.Detail)
        {
            patch["classification"] = DefenderWords.Classification(verdict.Class);
            patch["determination"] = DefenderWords.Determination(verdict);
        }

        if (verdict.Comment != holds.Comment)
        {
            patch["resolvingComment"] = verdict.Comment;
        }
    }
}
