using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Values;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>Sentinel's verdict: three members, which only a closed incident shows and may have.</summary>
internal static class SentinelVerdict
{
    private static readonly string[] Members = ["classification", "classificationReason", "classificationComment"];

    // The members in the document of an open incident remain from an earlier close and are not shown.
    public static Reading Read(JsonElement properties) =>
        !string.Equals(properties.Text("status"), "Closed", StringComparison.OrdinalIgnoreCase) ? Reading.Unseen
        : !properties.HasTextOrNothing(Members) ? new Unknown(string.Join(' ', Members.Select(member => properties.Word(member))))
        : SentinelWords.Verdict(
            properties.Text("classification"), properties.Text("classificationReason"), properties.Text("classificationComment"));

    public static void Set(JsonObject properties, Verdict verdict)
    {
        properties["classification"] = verdict.Class.ToString();
        SetText(properties, "classificationReason", verdict.Detail);
        SetText(properties, "classificationComment", verdict.Comment);
    }

    /// <summary>
    /// A close needs a classification, and only a close may have one (recorded 400; n8n's Sentinel node, changelog 0.3.3). Under an unknown
    /// status this is not known, so the verdict stays as it is.
    /// </summary>
    public static void FitToStatus(JsonObject properties)
    {
        var word = properties["status"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
        switch (SentinelWords.Status(word))
        {
            case Seen<Status> { Value: Status.Closed }:
                properties["classification"] ??= nameof(Classification.Undetermined);
                break;
            case Seen<Status>:
                foreach (var member in Members)
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
