using System.Text.Json.Nodes;

namespace IncidentSync.Connectors.Defender;

/// <summary>Makes the PATCH: the members of the written fields that differ from what Defender holds.</summary>
internal static class DefenderWriting
{
    public static JsonObject Patch(IncidentWrite write)
    {
        var patch = new JsonObject();
        foreach (var field in write.Fields)
        {
            DefenderFields.All[field.Field].Write(patch, field.Value, write.Expected);
        }

        return patch;
    }
}
