using System.Text.Json.Nodes;

namespace IncidentSync.Connectors.Sentinel;

/// <summary>
/// Makes the PUT. A PUT replaces the whole incident, so it is the document as read, with our changes: unknown members are kept.
/// </summary>
internal static class SentinelWriting
{
    public static JsonObject Put(IncidentWrite write)
    {
        var document = write.Expected is { } expected ? JsonNode.Parse(expected.Raw)!.AsObject() : [];
        if (document["properties"] is not JsonObject properties)
        {
            document["properties"] = properties = [];
        }

        foreach (var field in write.Fields)
        {
            SentinelFields.All[field.Field].Write(properties, field.Value, write.Expected?.Incident[field.Field]);
        }

        SentinelLabels.Add(properties, write.Labels);
        SentinelVerdict.FitToStatus(properties);
        return document;
    }
}
