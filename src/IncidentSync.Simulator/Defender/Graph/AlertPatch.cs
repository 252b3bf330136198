using System.Collections.Frozen;
using System.Text.Json;
using IncidentSync.Simulator.Api;

namespace IncidentSync.Simulator.Defender.Graph;

/// <summary>The updatable properties of an alert (Microsoft Graph, "Update alert"), and the comment that the older APIs take with
/// them.</summary>
internal static class AlertPatch
{
    public static FrozenDictionary<string, PropertyPatch.Reader<DefenderAlert>> Readers { get; } =
        new Dictionary<string, PropertyPatch.Reader<DefenderAlert>>
        {
            ["assignedTo"] = PropertyPatch.Text<DefenderAlert>((alert, text) => alert with { AssignedTo = text }),
            ["classification"] = PropertyPatch.Member<DefenderAlert>(DefenderVocabulary.Classifications,
                (alert, member) => alert with { Classification = member }),
            ["comment"] = PropertyPatch.Text<DefenderAlert>((alert, text) => string.IsNullOrEmpty(text)
                ? alert
                : alert with { Comments = alert.Comments.Add(DefenderComment.Unsigned(text)) }),
            ["determination"] = PropertyPatch.Member<DefenderAlert>(DefenderVocabulary.Determinations,
                (alert, member) => alert with { Determination = member }),
            ["status"] =
                PropertyPatch.Member<DefenderAlert>(DefenderVocabulary.AlertStatuses, (alert, member) => alert with { Status = member }),
        }.ToFrozenDictionary();

    public static (Func<DefenderAlert, DefenderAlert>? Change, string? Problem) Read(JsonElement body) => PropertyPatch.Read(body, Readers);
}
